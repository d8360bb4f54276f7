import Codes
import Crypto
import Foundation
import KeyFiles
import LibCrypto
import Settlement
import Testing
import Time
import Trust
import Wire
import X509

@testable import Issuing

@Suite struct TrustDescriptionTests {
  private let root: SigningKey
  private let key: SigningKey
  private let folder: String

  init() throws {
    root = try SigningKey.generate(.es256)
    key = try SigningKey.generate(.sm2)
    folder = NSTemporaryDirectory() + "issuing-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try KeyFile.writePublic(key.publicKey, folder + "/issuer.pub")
  }

  private func description(_ change: (String) -> String = { $0 }) throws -> TrustDescription {
    let hub = PublicKeyLine.text(of: root.publicKey)
    return try TrustDescription(
      yaml: change(
        """
        region: "6104"
        version: 3
        issuedAt: 2026-11-21T08:00:00Z
        freshForSeconds: 86400
        acceptForSeconds: 604800
        hub: {receiptKey: \(hub), sealingKey: \(hub)}
        issuers:
          - {issuer: "61040001", index: 2, key: issuer.pub, notBefore: 1790000000, notAfter: 2030-01-01T00:00:00Z, regions: ["61"]}
          - {issuer: "61040001", index: 1, key: issuer.pub, notBefore: 0, notAfter: 1900000000, applications: [health]}
        policy:
          openRegions: ["6104", "61"]
          shares:
            - {scheme: employee, category: pharmacy, deductibleFen: 1000, fundPermille: 700, ceilingFen: 30000, accountFen: 2500}
            - {scheme: ruralCooperative, category: chronicOutpatient, regions: ["610402"], deductibleFen: 0, fundPermille: 1000, ceilingFen: 500}
          dynamicLimits: {singleFen: 50000, cardDaySumFen: 100000, cardDayCount: 10, accountFen: 1500}
          printedLimits: {singleFen: 10000, cardDaySumFen: 20000, cardDayCount: 3}
          terminalLimits: {daySumFen: 5000000, dayCount: 2000}
          presentationAgeCapSeconds: 120
          unprintedTransactionLimit: 60
          depositFen: 50000
          relief:
            caps:
              - {category: inpatient, restFen: 12000}
              - {category: chronicOutpatient, restFen: 2000}
            depositFen: 0
        revoked:
          - {issuer: "61040001", serial: "00000000DEAD0002"}
          - {issuer: "61040001", serial: "00000000DEAD0001"}
          - {issuer: "61040001", serial: "00000000DEAD0002"}
        """))
  }

  /// A signer's certificate (X.509) of a P-256 key, for nothing in particular.
  private func writeSigner(_ name: String, asPEM: Bool) throws -> DocumentSigner {
    let key = P256.Signing.PrivateKey()
    let subject = try DistinguishedName { CommonName("Signer") }
    let start = Date(timeIntervalSince1970: 1_795_000_000)
    let pem = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey), notValidBefore: start,
      notValidAfter: start.addingTimeInterval(100_000), issuer: subject, subject: subject,
      signatureAlgorithm: .ecdsaWithSHA256, extensions: Certificate.Extensions(), issuerPrivateKey: .init(key)
    ).serializeAsPEM()
    try (asPEM ? Data(pem.pemString.utf8) : Data(pem.derBytes)).write(to: URL(fileURLWithPath: folder + "/" + name))
    return try DocumentSigner(certificate: pem.derBytes)
  }

  @Test func signersOfHealthCertificatesComeFromTheirCertificates() throws {
    let signers = try [writeSigner("a.der", asPEM: false), writeSigner("b.pem", asPEM: true)]
    let first = String(repeating: "00", count: 16)
    let bundle = try description {
      $0 + """

        documentSigners: [{certificate: b.pem}, {certificate: a.der}, {certificate: a.der}]
        revokedCertificates:
          - {kind: identifier, digest: \(String(repeating: "AB", count: 16))}
          - {kind: signature, digest: "\(first)"}
          - {kind: signature, digest: "\(first)"}
        """
    }.bundle(relativeTo: folder, now: UnixTime(seconds: 0))
    #expect(bundle.documentSigners.count == 2)
    #expect(signers.allSatisfy { bundle.documentSigners.contains($0) })
    #expect(bundle.revokedCertificates.map(\.kind) == [.signature, .identifier])
    #expect(try TrustBundle(decoding: bundle.encoded()) == bundle)
    for wrong in ["{kind: signature, digest: AB}", "{kind: other, digest: \(first)}"] {
      #expect(throws: (any Error).self) {
        try description { $0 + "\nrevokedCertificates: [\(wrong)]" }.bundle(
          relativeTo: folder, now: UnixTime(seconds: 0))
      }
    }
    #expect(throws: (any Error).self) {
      try description { $0 + "\ndocumentSigners: [{certificate: issuer.pub}]" }
        .bundle(relativeTo: folder, now: UnixTime(seconds: 0))
    }
  }

  @Test func aTerminalTakesWhatWasDescribed() throws {
    let bundle = try description().bundle(relativeTo: folder, now: UnixTime(seconds: 0))
    #expect(bundle.issuedAt == UnixTime(seconds: 1_795_248_000))
    #expect(bundle.issuers.map(\.index) == [1, 2])
    #expect(bundle.issuers[0].applications == .health)
    #expect(bundle.issuers[1].applications == .all)
    #expect(bundle.issuers[1].regions.map(\.text) == ["61"])
    #expect(bundle.issuers.allSatisfy { $0.key == key.publicKey })
    #expect(bundle.revoked.map(\.serial) == [0xDEAD_0001, 0xDEAD_0002])
    #expect(bundle.policy.rules[1].scheme == .ruralCooperative)
    #expect(bundle.policy.rules[1].regions?.map(\.text) == ["610402"])
    #expect(bundle.policy.rules.map(\.account) == [Fen(2_500), .zero])
    #expect(bundle.policy.dynamicLimits.account == Fen(1_500) && bundle.policy.printedLimits.account == .zero)
    #expect(bundle.policy.deposit == Fen(50_000))
    let caps = [
      ReliefCap(category: .inpatient, rest: Fen(12_000)), ReliefCap(category: .chronicOutpatient, rest: Fen(2_000)),
    ]
    #expect(bundle.policy.relief == ReliefPolicy(caps: caps, deposit: .zero))
    #expect(
      bundle.policy.printedLimits == PresenceLimits(single: Fen(10_000), cardDaySum: Fen(20_000), cardDayCount: 3))
    let signed = try RootSigning.sign(bundle, with: root)
    let region = try #require(RegionPrefix(text: "6104"))
    let state = try TrustState.opening(bundle: signed, root: try VerifyingKey(root.publicKey), region: region)
    #expect(state.version == 3)
    #expect(state.policy == bundle.policy)
  }

  @Test func issuedWhenItIsBuiltUnlessItSays() throws {
    let described = try description { $0.replacingOccurrences(of: "issuedAt: 2026-11-21T08:00:00Z\n", with: "") }
    #expect(try described.bundle(relativeTo: folder, now: UnixTime(seconds: 77)).issuedAt == UnixTime(seconds: 77))
  }

  @Test(arguments: [
    ("\"6104\"", "\"61040\""), ("notBefore: 0", "notBefore: yesterday"),
    ("\"61040001\", index: 1", "\"6104\", index: 1"),
    ("category: pharmacy", "category: dentist"), ("version: 3", "version: -3"), ("[health]", "[wealth]"),
    ("cardDayCount: 10", "cardDayCount: 1000000"), ("restFen: 2000", "rest: 2000"), ("caps:", "kaps:"),
    ("    depositFen: 0\n", ""), ("accountFen: 2500", "accountfen: 2500"), ("  presentationAgeCapSeconds: 120\n", ""),
  ]) func aMistakeIsNotRead(_ from: String, _ to: String) {
    #expect(throws: DecodingError.self) { try description { $0.replacingOccurrences(of: from, with: to) } }
  }

  @Test(arguments: [
    ("version: 3", "version: 0"),
    ("index: 2", "index: 1"), ("acceptForSeconds: 604800", "acceptForSeconds: 60"),
  ]) func whatNoTerminalWouldTakeIsNotSigned(_ from: String, _ to: String) throws {
    let bundle = try description { $0.replacingOccurrences(of: from, with: to) }.bundle(
      relativeTo: folder, now: UnixTime(seconds: 0))
    #expect(throws: WireFault.self) { try RootSigning.sign(bundle, with: root) }
  }

  @Test(
    arguments: [
      ("fundPermille: 700", "fundPermille: 1001", .ratioAboveWhole, "fundPermille"),
      ("restFen: 2000", "restFen: -1", .amountOutOfRange, "an amount"),
      ("category: inpatient", "category: chronicOutpatient", .reliefTwice, "two caps"),
      ("    depositFen: 0", "    depositFen: 50001", .reliefDepositHigher, "deposit"),
      ("presentationAgeCapSeconds: 120", "presentationAgeCapSeconds: 9", .ageCapOutOfRange, "10...1200"),
      ("unprintedTransactionLimit: 60", "unprintedTransactionLimit: 0", .transactionLimitOutOfRange, "1...1000"),
    ] as [(String, String, PolicyFault, String)])
  func aPolicyThatCannotBeMeantIsNamed(_ from: String, _ to: String, _ fault: PolicyFault, _ words: String) throws {
    let described = try description { $0.replacingOccurrences(of: from, with: to) }
    let mistake = #expect(throws: PolicyMistake.self) {
      try described.bundle(relativeTo: folder, now: UnixTime(seconds: 0))
    }
    #expect(mistake?.fault == fault && mistake?.description.contains(words) == true)
  }

  @Test func aMissingKeyFileIsNamed() throws {
    let described = try description { $0.replacingOccurrences(of: "issuer.pub", with: "nobody.pub") }
    #expect(throws: FileFault.self) { try described.bundle(relativeTo: folder, now: UnixTime(seconds: 0)) }
  }

  @Test func aDeltaChangesRevocations() throws {
    let bundle = try description().bundle(relativeTo: folder, now: UnixTime(seconds: 0))
    let state = try TrustState.opening(
      bundle: RootSigning.sign(bundle, with: root), root: try VerifyingKey(root.publicKey), region: bundle.region)
    let delta = try DeltaDescription(
      yaml: """
        {"base": 3, "number": 1, "added": [{"issuer": "61040001", "serial": "00000000DEAD0003"}],
         "removed": [{"issuer": "61040001", "serial": "00000000DEAD0001"}]}
        """
    ).delta(now: bundle.issuedAt)
    let changed = try state.accepting(
      delta: RootSigning.sign(delta, with: root), at: bundle.issuedAt, floor: ClockFloor(signed: bundle.issuedAt))
    #expect(changed.deltaNumber == 1)
  }
}
