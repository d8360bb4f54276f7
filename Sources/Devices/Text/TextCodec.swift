import CGlibc

/// Unicode to the bytes of displays and printers and back, by glibc's `iconv`.
///
/// One converter, GB 18030, serves both character sets: GB 2312 is its two-byte area cut down to what the standard
/// assigns. (glibc's own GB 2312 maps `·` and `—` to other characters than Chinese names and receipts use.)
///
/// A character that cannot be shown becomes `substitute`, two columns wide; a control character becomes `?`, so that text
/// never carries a command to a device.
public final class TextCodec {
  /// □, code A1F5: in GB 2312 and so in every ROM.
  public static let substitute: Unicode.Scalar = "\u{25A1}"
  static let substituteBytes: [UInt8] = [0xA1, 0xF5]
  static let controlSubstitute = UInt8(ascii: "?")

  private let encoder: iconv_t
  private let decoder: iconv_t

  public init() throws(TextFault) {
    guard let encoder = Self.open(to: "GB18030", from: "UTF-8") else { throw .noConverter }
    guard let decoder = Self.open(to: "UTF-8", from: "GB18030") else {
      iconv_close(encoder)
      throw .noConverter
    }
    self.encoder = encoder
    self.decoder = decoder
  }

  deinit {
    iconv_close(encoder)
    iconv_close(decoder)
  }

  private static func open(to target: String, from source: String) -> iconv_t? {
    let converter = iconv_open(target, source)
    return converter == UnsafeMutableRawPointer(bitPattern: -1) ? nil : converter
  }

  /// `text` in `set`, every character replaced that is not in it.
  public func encode(_ text: String, in set: CharacterSet) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars { bytes += encode(scalar, in: set) }
    return bytes
  }

  /// One character in `set`: 1 byte for ASCII, else 2, or 4 in GB 18030.
  public func encode(_ scalar: Unicode.Scalar, in set: CharacterSet) -> [UInt8] {
    if scalar.value < 0x80 { return [TextWidth.isPrintable(scalar) ? UInt8(scalar.value) : Self.controlSubstitute] }
    guard !TextWidth.isControl(scalar) else { return Self.substituteBytes }
    // The currency sign that keyboards give is not in GB 2312; the one that its keyboards give is.
    let wanted: Unicode.Scalar = scalar == "\u{A5}" ? "\u{FFE5}" : scalar
    guard let bytes = Self.convert(Array(UTF8.encode(wanted) ?? .init()), by: encoder) else {
      return Self.substituteBytes
    }
    switch set {
    case .gb18030: return bytes
    case .gb2312:
      guard bytes.count == 2, GB2312.contains(bytes[0], bytes[1]) else { return Self.substituteBytes }
      return bytes
    }
  }

  /// Text of GB 18030 bytes. A byte that begins no character becomes U+FFFD, and reading goes on after it.
  public func decode(_ bytes: ArraySlice<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    var rest = bytes
    while let first = rest.first {
      if first < 0x80 {
        text.append(Unicode.Scalar(first))
        rest = rest.dropFirst()
      } else if let (scalars, length) = decodeFirst(of: rest) {
        text.append(contentsOf: scalars)
        rest = rest.dropFirst(length)
      } else {
        text.append("\u{FFFD}")
        rest = rest.dropFirst()
      }
    }
    return String(text)
  }

  /// The character at the start of `bytes` and its length. Two bytes are tried before four: the second byte of a
  /// four-byte code is a digit, which no two-byte code has, so at most one of them fits.
  private func decodeFirst(of bytes: ArraySlice<UInt8>) -> (String.UnicodeScalarView, Int)? {
    for length in [2, 4] where bytes.count >= length {
      guard let utf8 = Self.convert(Array(bytes.prefix(length)), by: decoder) else { continue }
      let text = String(decoding: utf8, as: UTF8.self)
      // A prefix of ASCII that follows a lone lead byte must not be swallowed.
      guard text.unicodeScalars.first.map({ $0.value >= 0x80 }) == true else { continue }
      return (text.unicodeScalars, length)
    }
    return nil
  }

  /// The whole of `input` (at most 4 bytes) converted, or nil where any of it cannot be.
  private static func convert(_ input: [UInt8], by converter: iconv_t) -> [UInt8]? {
    var input = input
    var output = [UInt8](repeating: 0, count: 16)
    var inputLeft = input.count
    var outputLeft = output.count
    let failed = input.withUnsafeMutableBytes { source in
      output.withUnsafeMutableBytes { target in
        var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
        var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
        return iconv(converter, &from, &inputLeft, &to, &outputLeft) == -1
      }
    }
    guard !failed, inputLeft == 0 else {
      _ = iconv(converter, nil, nil, nil, nil)
      return nil
    }
    return Array(output.prefix(output.count - outputLeft))
  }
}
