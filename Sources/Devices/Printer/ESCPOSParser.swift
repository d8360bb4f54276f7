/// Cuts what a printer is sent into text and commands.
struct ESCPOSParser: Sendable {
  enum Command: Equatable {
    case initialise
    case lineFeed(UInt8)
    case align(PrintAlignment)
    /// The looks of `mask` become those of `wanted`.
    case look(mask: PaperLook, wanted: PaperLook)
    case cut
    case query(UInt8)
  }

  enum Output: Equatable {
    /// Nothing yet, or a command without an effect that shows.
    case none
    case text(UInt8)
    case command(Command)
    case unknown
  }

  private enum State: Sendable {
    case text
    /// After ESC, GS, FS or DLE.
    case prefix(UInt8)
    /// A command whose parameters are still coming.
    case parameters(prefix: UInt8, code: UInt8, count: Int, got: [UInt8])
    /// Data of a picture, symbol or function that is not drawn.
    case skip(Int)
    /// Data that a NUL ends.
    case skipToNull
  }

  private var state = State.text

  mutating func take(_ byte: UInt8) -> Output {
    let (next, output): (State, Output) =
      switch state {
      case .text: Self.text(byte)
      case .prefix(let prefix): Self.code(byte, after: prefix)
      case .parameters(let prefix, let code, let count, let got):
        got.count + 1 < count
          ? (.parameters(prefix: prefix, code: code, count: count, got: got + [byte]), .none)
          : Self.perform(prefix, code, got + [byte])
      case .skip(let count): (count > 1 ? .skip(count - 1) : .text, .none)
      case .skipToNull: (byte == 0 ? .text : .skipToNull, .none)
      }
    state = next
    return output
  }

  private static func text(_ byte: UInt8) -> (State, Output) {
    switch byte {
    case ESCPOS.lineFeed: (.text, .command(.lineFeed(1)))
    case ESCPOS.escape, ESCPOS.groupSeparator, ESCPOS.fileSeparator, ESCPOS.dataLinkEscape: (.prefix(byte), .none)
    case 0x0D, 0x00: (.text, .none)
    case 0x20..<0x7F, 0x80...: (.text, .text(byte))
    default: (.text, .unknown)
    }
  }

  /// How many parameters follow a command; nil for one that is not known.
  private static func parameterCount(_ prefix: UInt8, _ code: UInt8) -> Int? {
    switch (prefix, code) {
    case (ESCPOS.escape, 0x40), (ESCPOS.escape, 0x32), (ESCPOS.escape, 0x69), (ESCPOS.escape, 0x6D): 0
    case (ESCPOS.escape, 0x24), (ESCPOS.escape, 0x5C), (ESCPOS.escape, 0x63): 2
    case (ESCPOS.escape, 0x70): 3
    // SP ! - 3 = E G J M R V a d t {
    case (ESCPOS.escape, 0x20), (ESCPOS.escape, 0x21), (ESCPOS.escape, 0x2D), (ESCPOS.escape, 0x33),
      (ESCPOS.escape, 0x3D), (ESCPOS.escape, 0x45), (ESCPOS.escape, 0x47), (ESCPOS.escape, 0x4A),
      (ESCPOS.escape, 0x4D), (ESCPOS.escape, 0x52), (ESCPOS.escape, 0x56), (ESCPOS.escape, 0x61),
      (ESCPOS.escape, 0x64), (ESCPOS.escape, 0x74), (ESCPOS.escape, 0x7B):
      1
    // ! B H I V a b f h r w
    case (ESCPOS.groupSeparator, 0x21), (ESCPOS.groupSeparator, 0x42), (ESCPOS.groupSeparator, 0x48),
      (ESCPOS.groupSeparator, 0x49), (ESCPOS.groupSeparator, 0x56), (ESCPOS.groupSeparator, 0x61),
      (ESCPOS.groupSeparator, 0x62), (ESCPOS.groupSeparator, 0x66), (ESCPOS.groupSeparator, 0x68),
      (ESCPOS.groupSeparator, 0x72), (ESCPOS.groupSeparator, 0x77):
      1
    case (ESCPOS.groupSeparator, 0x4C), (ESCPOS.groupSeparator, 0x50), (ESCPOS.groupSeparator, 0x57): 2
    case (ESCPOS.groupSeparator, 0x28): 3  // ( function, length
    case (ESCPOS.groupSeparator, 0x6B): 1  // k, a bar code
    case (ESCPOS.groupSeparator, 0x76): 6  // v 0, a picture
    case (ESCPOS.fileSeparator, 0x26), (ESCPOS.fileSeparator, 0x2E): 0
    case (ESCPOS.fileSeparator, 0x21), (ESCPOS.fileSeparator, 0x2D), (ESCPOS.fileSeparator, 0x43),
      (ESCPOS.fileSeparator, 0x57):
      1
    case (ESCPOS.fileSeparator, 0x53): 2
    case (ESCPOS.dataLinkEscape, 0x04), (ESCPOS.dataLinkEscape, 0x05): 1
    case (ESCPOS.dataLinkEscape, 0x14): 3
    default: nil
    }
  }

  private static func code(_ code: UInt8, after prefix: UInt8) -> (State, Output) {
    guard let count = parameterCount(prefix, code) else { return (.text, .unknown) }
    guard count == 0 else { return (.parameters(prefix: prefix, code: code, count: count, got: []), .none) }
    switch (prefix, code) {
    case (ESCPOS.escape, 0x40): return (.text, .command(.initialise))
    case (ESCPOS.escape, 0x69), (ESCPOS.escape, 0x6D): return (.text, .command(.cut))
    default: return (.text, .none)
    }
  }

  private static func perform(_ prefix: UInt8, _ code: UInt8, _ parameters: [UInt8]) -> (State, Output) {
    let first = parameters[0]
    switch (prefix, code) {
    case (ESCPOS.escape, 0x61):
      // The digits '0', '1', '2' mean the same as the numbers.
      guard let alignment = PrintAlignment(rawValue: first & 0x0F) else { return (.text, .unknown) }
      return (.text, .command(.align(alignment)))
    case (ESCPOS.escape, 0x64): return (.text, .command(.lineFeed(first)))
    case (ESCPOS.escape, 0x45), (ESCPOS.escape, 0x47):
      return (.text, .command(.look(mask: .bold, wanted: first & 1 != 0 ? .bold : [])))
    case (ESCPOS.escape, 0x2D), (ESCPOS.fileSeparator, 0x2D):
      return (.text, .command(.look(mask: .underlined, wanted: first & 3 != 0 ? .underlined : [])))
    case (ESCPOS.escape, 0x21):
      var wanted = size(wide: first & 0x20 != 0, tall: first & 0x10 != 0)
      if first & 0x08 != 0 { wanted.insert(.bold) }
      return (.text, .command(.look(mask: [.bold, .wide, .tall], wanted: wanted)))
    case (ESCPOS.groupSeparator, 0x21):
      return (.text, .command(.look(mask: [.wide, .tall], wanted: size(wide: first >> 4 != 0, tall: first & 15 != 0))))
    case (ESCPOS.fileSeparator, 0x21):
      let wanted = size(wide: first & 0x04 != 0, tall: first & 0x08 != 0)
      return (.text, .command(.look(mask: [.wide, .tall], wanted: wanted)))
    case (ESCPOS.groupSeparator, 0x56): return (first >= 0x41 ? .skip(1) : .text, .command(.cut))
    case (ESCPOS.dataLinkEscape, 0x04):
      return (.text, (1...4).contains(first) ? .command(.query(first)) : .unknown)
    case (ESCPOS.groupSeparator, 0x28): return (skip(word(parameters, 1)), .none)
    case (ESCPOS.groupSeparator, 0x76): return (skip(product(word(parameters, 2), word(parameters, 4))), .none)
    case (ESCPOS.groupSeparator, 0x6B):
      return (
        first < 0x41 ? .skipToNull : .parameters(prefix: prefix, code: barCodeLength, count: 1, got: []), .none
      )
    case (ESCPOS.groupSeparator, barCodeLength): return (skip(Int(first)), .none)
    default: return (.text, .none)
    }
  }

  /// Stands for the length byte of GS k; no command has this code.
  private static let barCodeLength: UInt8 = 0xFF

  private static func size(wide: Bool, tall: Bool) -> PaperLook {
    (wide ? PaperLook.wide : []).union(tall ? .tall : [])
  }

  private static func word(_ bytes: [UInt8], _ index: Int) -> Int {
    Int(bytes[index]) | Int(bytes[index + 1]) << 8
  }

  /// Held at the largest number where an `Int` of 32 bits cannot hold the largest picture.
  private static func product(_ left: Int, _ right: Int) -> Int {
    let (product, overflow) = left.multipliedReportingOverflow(by: right)
    return overflow ? Int.max : product
  }

  private static func skip(_ count: Int) -> State {
    count > 0 ? .skip(count) : .text
  }
}
