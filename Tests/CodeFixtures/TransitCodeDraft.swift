/// A transit code to be written: right as it starts, each field open to a test's edit before what is above it is signed, and
/// the finished bytes after.
///
/// Written apart from the reader, field by field as the standard's table has them, so that the two can disagree.
package struct TransitCodeDraft: Sendable {
  package typealias Signer = ([UInt8]) -> [UInt8]

  package var version: [UInt8] = [0x81]
  /// Written in place of the right length.
  package var lengthBytes: [UInt8]?
  package var certificateTag: [UInt8] = [0x24]
  package var service: [UInt8] = [0x01, 0x01, 0x00, 0x00]
  package var rootIndex: UInt8 = 1
  package var certificateFormat: [UInt8] = [0x12]
  package var issuer: [UInt8] = [0x12, 0x34, 0x56, 0x78]
  /// MMYY in BCD.
  package var expiry: [UInt8] = [0x12, 0x29]
  package var certificateNumber: [UInt8] = [0x00, 0x00, 0x01]
  package var algorithms: [UInt8] = [0x04, 0x04, 0x00]
  package var pointLength: [UInt8] = [0x21]
  package var issuerPoint: [UInt8]
  package var paymentAccount = [UInt8]("3104150000000001".utf8)
  package var cardAccount: [UInt8] = [0x31, 0x04, 0x15, 0, 0, 0, 0, 0, 0, 0x01]
  package var cardIssuer: [UInt8] = [0x12, 0x34, 0x56, 0x78]
  package var platform: [UInt8] = [0, 0, 0, 1]
  package var accountType: [UInt8] = [1]
  package var spendLimit: [UInt8] = [0x00, 0x00, 0xC8]
  package var holderPoint: [UInt8]
  package var authorisedUntil: UInt32
  package var validity: UInt16 = 60
  package var customLength: UInt8?
  package var custom: [UInt8] = []
  package var issuerSignatureTag: [UInt8] = [0x15]
  package var generatedAt: UInt32
  package var holderSignatureTag: [UInt8] = [0x15]
  /// Behind everything.
  package var tail: [UInt8] = []

  package init(issuerPoint: [UInt8], holderPoint: [UInt8], now: UInt32) {
    self.issuerPoint = issuerPoint
    self.holderPoint = holderPoint
    authorisedUntil = now + 3_600
    generatedAt = now
  }

  private static func unsigned(_ message: [UInt8]) -> [UInt8] { [UInt8](repeating: 0x5A, count: 64) }

  /// The finished code, signed by whom a test says, or with bytes that are no signature.
  package func bytes(
    root: Signer? = nil, issuer: Signer? = nil, holder: Signer? = nil
  ) -> [UInt8] {
    let certified =
      certificateFormat + self.issuer + expiry + certificateNumber + algorithms + pointLength + issuerPoint
    let certificate = certificateTag + service + [rootIndex] + certified + (root ?? Self.unsigned)(certified)
    let account = paymentAccount + cardAccount + cardIssuer + platform + accountType + spendLimit
    let authorised =
      certificate + account + holderPoint + bigEndian(authorisedUntil) + bigEndian(validity)
      + [customLength ?? UInt8(custom.count)] + custom
    let issued = authorised + issuerSignatureTag + (issuer ?? Self.unsigned)(authorised) + bigEndian(generatedAt)
    let count = UInt16(issued.count + holderSignatureTag.count + 64 + tail.count)
    let whole = version + (lengthBytes ?? bigEndian(count)) + issued
    return whole + holderSignatureTag + (holder ?? Self.unsigned)(whole) + tail
  }
}
