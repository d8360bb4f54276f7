import Codes
import Time

extension TransitCode {
  /// How a code's lifetime is bounded, in seconds.
  public static let lifetimes: ClosedRange<UInt16> = 1...1_200
  /// The most bytes of an issuer's own.
  public static let maximumCustomCount = 32

  private static let version: UInt8 = 0x81
  private static let certificateHead: [UInt8] = [0x24, 0x01, 0x01, 0x00, 0x00]
  private static let certificateFormat: UInt8 = 0x12
  /// The algorithms and parameters of the issuer's key: SM2, SM3, the curve of GM/T 0003.5; then the bytes of its point.
  private static let keyHead: [UInt8] = [0x04, 0x04, 0x00, 0x21]
  private static let signatureHead: UInt8 = 0x15
  private static let pointCount = 33
  private static let signatureCount = 64
  /// The year of the certificate's expiry has two digits, of this century.
  private static let century: UInt32 = 2_000

  /// Reads a code's bytes. Any may be given.
  public init(bytes: [UInt8]) throws(TransitCodeFault) {
    var reader = FieldReader(bytes)
    try reader.skip([Self.version])
    guard try reader.integer(as: UInt16.self) == bytes.count - reader.position else { throw .malformed }

    let signedStart = reader.position
    try reader.skip(Self.certificateHead)
    rootIndex = try reader.integer()
    let certifiedStart = reader.position
    try reader.skip([Self.certificateFormat])
    _ = try reader.take(4)  // the issuer's number
    certificateEnds = try Self.end(ofMonth: try reader.take(2))
    _ = try reader.take(3)  // the certificate's number
    try reader.skip(Self.keyHead)
    issuerPoint = [UInt8](try reader.take(Self.pointCount))
    certifiedBytes = [UInt8](bytes[certifiedStart..<reader.position])
    certificateSignature = [UInt8](try reader.take(Self.signatureCount))

    account = TransitAccount(payment: [UInt8](try reader.take(16)), card: [UInt8](try reader.take(10)))
    _ = try reader.take(4 + 4 + 1)  // issuer (the certificate's is the one that counts), platform, kind of account
    _ = try reader.take(3)  // the most that one ride may cost
    holderPoint = [UInt8](try reader.take(Self.pointCount))
    authorisedUntil = try reader.time()
    lifetimeSeconds = try reader.integer()
    guard Self.lifetimes.contains(lifetimeSeconds) else { throw .malformed }
    let customCount = Int(try reader.integer(as: UInt8.self))
    guard customCount <= Self.maximumCustomCount else { throw .malformed }
    _ = try reader.take(customCount)
    issuerSignedBytes = [UInt8](bytes[signedStart..<reader.position])
    try reader.skip([Self.signatureHead])
    issuerSignature = [UInt8](try reader.take(Self.signatureCount))

    generatedAt = try reader.time()
    holderSignedBytes = [UInt8](bytes[..<reader.position])
    try reader.skip([Self.signatureHead])
    holderSignature = [UInt8](try reader.take(Self.signatureCount))
    guard reader.position == bytes.count else { throw .malformed }
  }

  /// The first second after a month of two BCD bytes, MMYY.
  private static func end(ofMonth bytes: ArraySlice<UInt8>) throws(TransitCodeFault) -> UnixTime {
    guard let number = BCD.decode(bytes) else { throw .malformed }
    let (month, year) = (number / 100, century + number % 100)
    let next = month == 12 ? (month: 1, year: year + 1) : (month: month + 1, year: year)
    guard month >= 1, let day = CalendarDay(year: Int64(next.year), month: Int(next.month), day: 1) else {
      throw .malformed
    }
    return day.beginning
  }
}

/// Reads fields of fixed size, one after the other.
private struct FieldReader {
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func take(_ count: Int) throws(TransitCodeFault) -> ArraySlice<UInt8> {
    guard count <= bytes.count - position else { throw .malformed }
    defer { position += count }
    return bytes[position..<position + count]
  }

  /// Takes what must be exactly these bytes.
  mutating func skip(_ constant: [UInt8]) throws(TransitCodeFault) {
    guard try take(constant.count).elementsEqual(constant) else { throw .malformed }
  }

  /// The next integer of its type's width, most significant byte first.
  mutating func integer<Integer: FixedWidthInteger & UnsignedInteger>(
    as type: Integer.Type = Integer.self
  ) throws(TransitCodeFault) -> Integer {
    Integer(bigEndian: try take(Integer.bitWidth / 8))
  }

  /// Four bytes of seconds since 1970.
  mutating func time() throws(TransitCodeFault) -> UnixTime {
    UnixTime(seconds: Int64(try integer(as: UInt32.self)))
  }
}
