import Codes

/// One request or answer, a line of text:
///
///     acceptd? 41 put AAAAAGhlbGxv 5C2B1E07
///     acceptd! 41 ok AAAABQ== 90D6A3FE
///
/// A marker, the number, a word, the payload as base64 (`-` for none), and the CRC-32 of all before it. Whatever stands
/// before the marker in the line is skipped: a kernel log line, or what a person began to type.
public struct Frame: Equatable, Sendable {
  /// Which way a frame goes. Each way has its own marker, so that a line that echoes answers nobody.
  public enum Direction: Equatable, Sendable {
    case request, answer
  }

  public var direction: Direction
  /// An answer has the number of its request.
  public var number: UInt32
  /// Lower-case letters, 1 to `longestWord`.
  public var word: String
  /// At most `ConsoleLimits.payloadBytes`.
  public var payload: [UInt8]

  /// The longest word, in bytes.
  public static let longestWord = 16

  public init(_ direction: Direction, number: UInt32, word: String, payload: [UInt8] = []) {
    self.direction = direction
    self.number = number
    self.word = word
    self.payload = payload
  }

  /// The line, with its end.
  public var line: [UInt8] {
    var text = Array(Frame.marker(direction).utf8) + Frame.digits(number) + [Frame.space] + Array(word.utf8)
    text += [Frame.space] + (payload.isEmpty ? [Frame.nothing] : Base64.encode(payload)) + [Frame.space]
    return text + Hexadecimal.digits(of: Checksum.of(text)) + [0x0D, 0x0A]
  }

  /// What a line holds.
  public enum Reading: Equatable, Sendable {
    case frame(Frame)
    /// A marker is there, and what follows it did not arrive as it was sent.
    case damaged
    /// No marker.
    case none
  }

  /// Looks for a frame of one direction at the end of a line.
  public static func read(_ line: [UInt8], _ direction: Direction) -> Reading {
    let marker = Array(self.marker(direction).utf8)
    guard let start = last(marker, in: line) else { return .none }
    let fields = line[start...].split(separator: space, omittingEmptySubsequences: false)
    // The marker itself ends with a space: marker, number, word, payload, checksum.
    guard fields.count == 5, let checksum = Hexadecimal.number(fields[4]),
      checksum == Checksum.of(line[start..<fields[4].startIndex]),
      let number = number(fields[1]), isWord(fields[2]), let payload = payload(fields[3])
    else { return .damaged }
    return .frame(
      Frame(direction, number: number, word: String(decoding: fields[2], as: UTF8.self), payload: payload))
  }

  private static func marker(_ direction: Direction) -> String {
    switch direction {
    case .request: "acceptd? "
    case .answer: "acceptd! "
    }
  }

  private static let space = UInt8(ascii: " ")
  private static let nothing = UInt8(ascii: "-")

  private static func last(_ marker: [UInt8], in line: [UInt8]) -> Int? {
    guard line.count >= marker.count else { return nil }
    for start in stride(from: line.count - marker.count, through: 0, by: -1)
    where line[start..<start + marker.count].elementsEqual(marker) {
      return start
    }
    return nil
  }

  private static func digits(_ number: UInt32) -> [UInt8] { Array(number.description.utf8) }

  private static func number(_ text: ArraySlice<UInt8>) -> UInt32? {
    guard (1...10).contains(text.count) else { return nil }
    var number: UInt64 = 0
    for digit in text {
      guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
      number = number * 10 + UInt64(digit - UInt8(ascii: "0"))
    }
    return UInt32(exactly: number)
  }

  private static func isWord(_ text: ArraySlice<UInt8>) -> Bool {
    (1...longestWord).contains(text.count)
      && text.allSatisfy { $0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z") }
  }

  private static func payload(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    if text.elementsEqual([nothing]) { return [] }
    guard !text.isEmpty, let payload = Base64.decode(Array(text)), payload.count <= ConsoleLimits.payloadBytes else {
      return nil
    }
    return payload
  }
}

/// Numbers of 32 bits as eight capital hexadecimal digits.
enum Hexadecimal {
  static func digits(of number: UInt32) -> [UInt8] {
    (0..<8).map { place in
      let digit = UInt8(number >> UInt32(28 - 4 * place) & 0x0F)
      return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
    }
  }

  /// Exactly eight digits; letters are capitals.
  static func number(_ text: ArraySlice<UInt8>) -> UInt32? {
    guard text.count == 8 else { return nil }
    var number: UInt32 = 0
    for digit in text {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): number = number << 4 | UInt32(digit - UInt8(ascii: "0"))
      case UInt8(ascii: "A")...UInt8(ascii: "F"): number = number << 4 | UInt32(digit - UInt8(ascii: "A") + 10)
      default: return nil
      }
    }
    return number
  }
}
