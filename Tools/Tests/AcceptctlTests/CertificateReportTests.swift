import CertificateCases
import CodeFixtures
import Crypto
import Foundation
import Issuing
import LibCrypto
import Testing
import X509

@testable import acceptctl

@Suite struct CertificateReportTests {
  /// The public test data for EU digital COVID certificates, where it lies beside the checkout.
  @Test func thePublicTestDataComesOutAsItExpects() throws {
    guard let folder = VectorFolder.path("dgc") else { return }
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    let paths = names.filter { $0.hasSuffix(".json") }.map { folder + "/" + $0 }.sorted()
    #expect(!paths.isEmpty)
    for path in paths {
      let report = try CertificateReport(path, CertificateCase.read(path))
      #expect(report.line == path + "\tas expected")
    }
  }

  private let key = P256.Signing.PrivateKey()
  private static let now = 1_620_000_000
  private static let clock = "2021-05-03T00:00:00.123Z"

  /// A certificate of the key, for these uses.
  private func certificate(_ usages: [ExtendedKeyUsage.Usage] = []) throws -> [UInt8] {
    let name = try DistinguishedName { CommonName("Signer") }
    let start = Date(timeIntervalSince1970: TimeInterval(Self.now - 1_000))
    let certificate = try Certificate(
      version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: .init(key.publicKey), notValidBefore: start,
      notValidAfter: start.addingTimeInterval(100_000), issuer: name, subject: name,
      signatureAlgorithm: .ecdsaWithSHA256,
      extensions: try Certificate.Extensions { if !usages.isEmpty { try ExtendedKeyUsage(usages) } },
      issuerPrivateKey: .init(key))
    return try certificate.serializeAsPEM().derBytes
  }

  /// The line of a case whose code is signed by the key.
  private func line(
    _ expected: [String: Bool], for usages: [ExtendedKeyUsage.Usage] = [], clock: String = clock,
    _ edit: (inout HealthCertificateDraft) -> Void = { _ in }
  ) throws -> String {
    let der = try certificate(usages)
    var draft = HealthCertificateDraft(at: Int64(Self.now))
    draft.protected[1].1 = .bytes(Array(LibCrypto.SHA256.hash(der).prefix(8)))
    edit(&draft)
    let text = draft.text { bytes in (try? key.signature(for: bytes)).map { Array($0.rawRepresentation) } ?? [] }
    let object: [String: Any] = [
      "PREFIX": String(decoding: text, as: UTF8.self), "EXPECTEDRESULTS": expected,
      "TESTCTX": ["CERTIFICATE": Data(der).base64EncodedString(), "VALIDATIONCLOCK": clock],
    ]
    let item = try CertificateCase(json: JSONSerialization.data(withJSONObject: object))
    return CertificateReport("case", item).line
  }

  private static let all = Dictionary(uniqueKeysWithValues: CertificateLayer.allCases.map { ($0.rawValue, true) })

  @Test func everyLayerOfAGoodCodeHolds() throws {
    #expect(try line(Self.all) == "case\tas expected")
  }

  @Test(arguments: CertificateLayer.allCases) func whatIsExpectedToFailAndDoesNotDiffers(layer: CertificateLayer) throws
  {
    #expect(try line([layer.rawValue: false]) == "case\tdiffers\t\(layer.rawValue), false, true")
  }

  @Test func theFirstDifferenceIsNamed() throws {
    #expect(
      try line(["EXPECTEDVERIFY": true]) { $0.contextIdentifier = "HC2:" }
        == "case\tdiffers\tEXPECTEDVERIFY, true, false")
    #expect(
      try line(["EXPECTEDVERIFY": false, "EXPECTEDUNPREFIX": false]) { $0.contextIdentifier = "HC2:" }
        == "case\tas expected")
  }

  @Test func aKeyIsForWhatItsCertificateSays() throws {
    let test = ExtendedKeyUsage.Usage(oid: [1, 3, 6, 1, 4, 1, 1_847, 2_021, 1, 1])
    let vaccination = ExtendedKeyUsage.Usage(oid: [1, 3, 6, 1, 4, 1, 0, 1_847, 2_021, 1, 2])
    #expect(try line(["EXPECTEDKEYUSAGE": false], for: [test]) == "case\tas expected")
    #expect(try line(["EXPECTEDKEYUSAGE": true], for: [test, vaccination]) == "case\tas expected")
    #expect(try line(["EXPECTEDKEYUSAGE": true], for: [.serverAuth]) == "case\tas expected")
  }

  @Test(arguments: [
    ("2021-05-03T02:00:00+0200", true), ("2021-05-03T02:59:59+02:00", true), ("2021-05-04T00:00:00Z", false),
  ])
  func itsTimeIsTheClocks(clock: String, holds: Bool) throws {
    #expect(try line(["EXPECTEDEXPIRATIONCHECK": holds], clock: clock) == "case\tas expected")
  }
}
