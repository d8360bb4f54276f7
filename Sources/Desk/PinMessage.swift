public import Devices

/// One message of the pin socket, which carries a desk terminal's lines to whoever plays the world outside its case.
///
/// A stream of messages of 16 bytes, little-endian: a letter, three zero bytes, three 32-bit words.
public enum PinMessage: Equatable, Sendable {
  /// From the terminal: the outputs of `mask` are at `levels` since `microseconds`, the low half of its uptime.
  case outputs(mask: LineSet, levels: LineSet, microseconds: UInt32)
  /// To the terminal: the inputs of `mask` are at `levels` now. `answering` is the `microseconds` of the last `outputs`
  /// that these levels take into account, zero where they follow from none.
  ///
  /// Every `outputs` whose mask holds a keypad row must be answered by one, though nothing changed: the terminal looks
  /// at the columns of a row only after the world has seen that row.
  case inputs(mask: LineSet, levels: LineSet, answering: UInt32)
  /// To the terminal: its wall clock is the machine's plus so many seconds.
  case clockOffset(seconds: Int64)
  /// To the terminal: a fault that is to happen.
  case fault(DeskFault)

  public static let byteCount = 16

  /// The message's 16 bytes.
  public var bytes: [UInt8] {
    switch self {
    case .outputs(let mask, let levels, let microseconds):
      PinMessage.encode(letter: Letter.outputs, mask.rawValue, levels.rawValue, microseconds)
    case .inputs(let mask, let levels, let answering):
      PinMessage.encode(letter: Letter.inputs, mask.rawValue, levels.rawValue, answering)
    case .clockOffset(let seconds):
      PinMessage.encode(
        letter: Letter.clockOffset, 0, UInt32(truncatingIfNeeded: seconds), UInt32(truncatingIfNeeded: seconds >> 32))
    case .fault(let fault):
      PinMessage.encode(letter: Letter.fault, fault.rawValue, 0, 0)
    }
  }

  /// Reads exactly 16 bytes; nil where they are no message.
  public init?(_ bytes: ArraySlice<UInt8>) {
    let bytes = Array(bytes)
    guard bytes.count == PinMessage.byteCount, bytes[1] == 0, bytes[2] == 0, bytes[3] == 0 else { return nil }
    var words: [UInt32] = [0, 0, 0]
    for index in 0..<12 {
      words[index / 4] |= UInt32(bytes[4 + index]) << UInt32(index % 4 * 8)
    }
    switch bytes[0] {
    case Letter.outputs:
      self = .outputs(mask: LineSet(rawValue: words[0]), levels: LineSet(rawValue: words[1]), microseconds: words[2])
    case Letter.inputs:
      self = .inputs(mask: LineSet(rawValue: words[0]), levels: LineSet(rawValue: words[1]), answering: words[2])
    case Letter.clockOffset:
      self = .clockOffset(seconds: Int64(bitPattern: UInt64(words[2]) << 32 | UInt64(words[1])))
    case Letter.fault:
      guard let fault = DeskFault(rawValue: words[0]) else { return nil }
      self = .fault(fault)
    default: return nil
    }
  }

  private enum Letter {
    static let outputs = UInt8(ascii: "O")
    static let inputs = UInt8(ascii: "I")
    static let clockOffset = UInt8(ascii: "C")
    static let fault = UInt8(ascii: "F")
  }

  private static func encode(letter: UInt8, _ words: UInt32...) -> [UInt8] {
    var bytes: [UInt8] = [letter, 0, 0, 0]
    for word in words {
      for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
    }
    return bytes
  }
}

/// A fault that a desk can have happen, to see what the terminal makes of it.
public enum DeskFault: UInt32, CaseIterable, Sendable {
  /// The process is killed right before the next entry is committed.
  case deathBeforeCommit = 1
  /// The process is killed as soon as the next entry is durable, before anything of it is shown.
  case deathAfterCommit = 2
  /// The disk takes no more entries.
  case diskFull = 3
  /// The disk takes entries again.
  case diskRoom = 4
}
