import Codes
import LibCrypto
import Time

/// What an issuer gave a person: the signed part of a fused code (FC1), printed as it is or carried on a phone that signs
/// each presentation of it.
public struct Credential: Sendable {
  public let card: CardReference
  private let flaw: CodeFlaw?
  /// All 61 objects, E1 and DE, as they stand in the code.
  private let applications: [UInt8]
  private let credential: [UInt8]
  private let issuerSignature: [UInt8]
  private let holder: SigningKey?

  /// Issues a credential for the `card` of `person`, valid from `notBefore` to `notAfter`, both included. With a `holder`
  /// (a key of the issuer's algorithm) it is dynamic, without one it is to be printed.
  public static func issue(
    to person: Person, serial: UInt64, by issuer: Issuer, notBefore: UnixTime, notAfter: UnixTime,
    holder: SigningKey? = nil, flaw: CodeFlaw? = nil
  ) throws -> Credential {
    try check(person, isDynamic: holder != nil)
    guard let begin = UInt32(exactly: notBefore.seconds), let end = UInt32(exactly: notAfter.seconds) else {
      throw IssuingFault.validity
    }
    let applications = Self.applications(of: person)
    let content: [UInt8] =
      TLVWriter.object(0xC0, [flaw == .laterVersion ? 2 : 1])
      + TLVWriter.object(0xC1, TLVWriter.bigEndian(person.applications.rawValue))
      + TLVWriter.object(0xC2, TLVWriter.bigEndian(issuer.id))
      + TLVWriter.object(0xC3, [issuer.keyIndex])
      + TLVWriter.object(0xC4, TLVWriter.bigEndian(serial))
      + TLVWriter.object(0xC5, TLVWriter.bigEndian(begin))
      + TLVWriter.object(0xC6, TLVWriter.bigEndian(end))
      + (holder.map { TLVWriter.object(0xC7, $0.publicKey.compressedPoint) } ?? [])
    let credential = TLVWriter.object(0xE1, content)
    let signer = flaw == .forgedIssuer ? try SigningKey.generate(issuer.key.algorithm) : issuer.key
    return Credential(
      card: CardReference(issuer: issuer.id, serial: serial), flaw: flaw, applications: applications,
      credential: credential, issuerSignature: try signer.sign(Array("FC1I".utf8) + applications + credential),
      holder: holder)
  }

  /// The text of a printed code.
  public func printed() throws -> String {
    guard holder == nil else { throw IssuingFault.presentationNeeded }
    return try text(presentation: [])
  }

  /// The text of a dynamic code, signed by the holder for this moment.
  /// - Parameters:
  ///   - generatedAt: this moment.
  ///   - lifetimeSeconds: 1 to 1,200.
  ///   - nonce: differs between two presentations of one second.
  public func presented(at generatedAt: UnixTime, lifetimeSeconds: UInt16, nonce: UInt32) throws -> String {
    guard let holder else { throw IssuingFault.holderNeeded }
    guard let second = UInt32(exactly: generatedAt.seconds) else { throw IssuingFault.validity }
    let presentation = TLVWriter.object(
      0xE2,
      TLVWriter.object(0xC0, TLVWriter.bigEndian(second)),
      TLVWriter.object(0xC1, TLVWriter.bigEndian(lifetimeSeconds)),
      TLVWriter.object(0xC2, TLVWriter.bigEndian(nonce)))
    let signer = flaw == .forgedHolder ? try SigningKey.generate(holder.algorithm) : holder
    let signature = try signer.sign(
      Array("FC1H".utf8) + applications + credential + TLVWriter.object(0xDE, issuerSignature) + presentation)
    return try text(presentation: presentation + TLVWriter.object(0xDD, signature))
  }

  /// The whole code around a presentation and its signature, or around nothing. Read back before it is handed out.
  private func text(presentation: [UInt8]) throws -> String {
    let signature = flaw == .unsigned ? [] : TLVWriter.object(0xDE, issuerSignature)
    var bytes = TLVWriter.object(0x85, Array("CPV01".utf8)) + applications
    bytes += TLVWriter.object(0x62, TLVWriter.object(0x64, credential, signature, presentation))
    if flaw == .tampered { try tamper(&bytes) }
    guard bytes.count <= Self.maximumSize else { throw IssuingFault.tooLong }
    let text = Base64Text.encode(bytes)
    switch (flaw, Self.fault(of: text)) {
    case (.laterVersion, .unsupportedVersion), (.unsigned, .malformed): break
    case (.laterVersion, _), (.unsigned, _): throw IssuingFault.doesNotReadBack
    case (_, nil): break
    default: throw IssuingFault.doesNotReadBack
    }
    return text
  }

  /// Why a terminal cannot read a code; `nil` where it can.
  private static func fault(of text: String) -> FusedCodeFault? {
    do throws(FusedCodeFault) {
      _ = try FusedCode(text: Array(text.utf8))
      return nil
    } catch {
      return error
    }
  }

  /// Changes one digit that a reader still takes for good: of the insured region, or else of the card's serial.
  private func tamper(_ bytes: inout [UInt8]) throws {
    let insurance = TLVWriter.object(0x4F, ApplicationIdentifier.insurance)
    if let region = bytes.firstRange(of: insurance) {
      bytes[region.upperBound + 4] ^= 1
    } else if let serial = bytes.firstRange(of: TLVWriter.object(0xC4, TLVWriter.bigEndian(card.serial))) {
      bytes[serial.upperBound - 1] ^= 1
    }
  }

  /// Bytes of a code; 512 characters of base64.
  private static let maximumSize = 384
}
