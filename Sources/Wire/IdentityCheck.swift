import Codes

/// That it was verified whose code was shown, for a purpose: no money is in it.
public struct IdentityCheck: Equatable, Sendable {
  public var proof: IdentityProof
  public var purpose: Purpose

  /// What the person came for.
  public enum Purpose: UInt8, CaseIterable, Sendable {
    /// To register, as with a clinic (登记).
    case register = 1
    case collectMedicine = 2
    /// For an examination or a test.
    case examine = 3
  }

  public init(proof: IdentityProof, purpose: Purpose) {
    self.proof = proof
    self.purpose = purpose
  }

  func write(to writer: inout CBORWriter) throws(WireFault) {
    writer.array(2)
    try proof.write(to: &writer)
    writer.unsigned(UInt64(purpose.rawValue))
  }

  init(from reader: inout CBORReader) throws(WireFault) {
    try reader.array(2)
    proof = try IdentityProof(from: &reader)
    guard let purpose = Purpose(rawValue: try reader.unsigned8()) else { throw .outOfRange }
    self.purpose = purpose
  }
}

/// A code that was shown, judged by its own signatures and accepted, where nothing was sold by it.
public struct IdentityProof: Equatable, Sendable {
  public var institution: InstitutionCode
  public var presence: Presence
  public var card: CardReference
  /// Which presentation of the card it was, `Sale.digestSize` bytes, used up by the entry; nil exactly for a printed code.
  public var presentationDigest: [UInt8]?
  /// The name as the code carries it, with a `*`: 1 to `Sale.maskedNameSize` bytes.
  public var maskedName: String
  /// Version of the trust bundle it was judged by, 1 or more.
  public var trustVersion: UInt64

  public init(
    institution: InstitutionCode, presence: Presence, card: CardReference, presentationDigest: [UInt8]?,
    maskedName: String, trustVersion: UInt64
  ) {
    self.institution = institution
    self.presence = presence
    self.card = card
    self.presentationDigest = presentationDigest
    self.maskedName = maskedName
    self.trustVersion = trustVersion
  }

  func write(to writer: inout CBORWriter) throws(WireFault) {
    try validate()
    writer.array(6)
    writer.text(institution.text)
    writer.unsigned(UInt64(presence.rawValue))
    writer.card(card)
    writer.bytes(presentationDigest ?? [])
    writer.text(maskedName)
    writer.unsigned(trustVersion)
  }

  init(from reader: inout CBORReader) throws(WireFault) {
    try reader.array(6)
    institution = try reader.institution()
    presence = try reader.presence()
    card = try reader.card()
    let digest = try reader.bytes(count: 0...Sale.digestSize)
    presentationDigest = digest.isEmpty ? nil : digest
    maskedName = try reader.text(count: 1...Sale.maskedNameSize)
    trustVersion = try reader.unsigned()
    try validate()
  }

  private func validate() throws(WireFault) {
    guard trustVersion >= 1, presentationDigest.map({ $0.count == Sale.digestSize }) ?? true else { throw .outOfRange }
    guard (presentationDigest != nil) == (presence == .dynamic) else { throw .inconsistent }
    try Sale.validate(maskedName: maskedName)
  }
}
