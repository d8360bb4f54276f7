import ArgumentParser
import Codes
import Foundation
import KeyFiles
import OperatorAPI
import Testing
import Wire

@testable import acceptctl

/// Commands as people type them, with the files they leave.
@Suite struct CommandTests {
  private let workshop: Workshop

  init() throws {
    workshop = try Workshop()
    try workshop.run("keys --out @root")
    try workshop.run("keys --out @issuer --algorithm sm2")
    try workshop.write("trust.yaml", Workshop.trust)
  }

  @Test func aPrivateKeyIsPrivateAndNeverReplaced() throws {
    let key = try PrivateFile.read(workshop.file("root.key"))
    #expect(throws: FileFault.exists(path: workshop.file("root.key"))) { try workshop.run("keys --out @root") }
    #expect(try PrivateFile.read(workshop.file("root.key")) == key)
    #expect(try KeyFile.publicKey(workshop.file("issuer.pub")).algorithm == .sm2)
    #expect(try KeyFile.signingKey(workshop.file("root.key")).publicKey == KeyFile.publicKey(workshop.file("root.pub")))
  }

  @Test func aBundleIsBuiltShownAndVerified() throws {
    try workshop.run("bundle build @trust.yaml --root-key @root.key --out @bundle")
    try workshop.run("bundle show @bundle")
    try workshop.run("bundle verify @bundle --root @root.pub")
    try workshop.run("keys --out @stranger")
    for key in ["stranger", "issuer"] {
      #expect(throws: DescriptionFault.self) { try workshop.run("bundle verify @bundle --root @\(key).pub") }
    }
    #expect(throws: DescriptionFault.self) { try workshop.run("delta verify @bundle --root @root.pub") }
    #expect(throws: DescriptionFault.self) { try workshop.run("bundle show @trust.yaml") }
  }

  @Test func aHealthCardIDIsMade() throws {
    try PrivateFile.create(workshop.file("card.key"), Array("0123456789abcdeffedcba9876543210\n".utf8))
    let words = ["--root-key", workshop.file("card.key"), "--number", "11010020171225006X", "--name", "电子健康卡"]
    let lines = try HealthCardCommand.parse(words).lines()
    #expect(lines.count == 4)
    #expect(lines.last == "card ID\t98FF9F2C05145CB9305E9D8A57E072BB51180CA49E5BE5E9D41BCE3A9A571928")
  }

  @Test func aDeltaIsBuiltShownAndVerified() throws {
    try workshop.write(
      "delta.yaml", #"{base: 2, number: 1, added: [{issuer: "61040001", serial: "00000000DEAD0001"}]}"#)
    try workshop.run("delta build @delta.yaml --root-key @root.key --out @delta")
    try workshop.run("delta show @delta")
    try workshop.run("delta verify @delta --root @root.pub")
  }

  @Test(arguments: [
    ("version: 2", "version: two", "version: "), ("[\"6104\"]", "[\"610\"]", "policy.openRegions[0]: a region is"),
    (", cardDayCount: 3", "", "policy.printedLimits.cardDayCount is missing"),
    ("version: 2", "version: 0", "no terminal would take this"), ("issuer.pub", "nobody.pub", "nobody.pub"),
    // Passed over, these would sign more than was meant.
    ("version: 2", "version: 2\nrevokd: []", "revokd: is not known here"),
    ("index: 1", "index: 1, region: [\"6104\"]", "issuers[0].region: is not known here"),
    ("unprintedTransactionLimit", "shared: []\n  unprintedTransactionLimit", "policy.shared: is not known here"),
  ]) func aMistakeInADescriptionIsNamed(_ from: String, _ to: String, _ named: String) throws {
    try workshop.write("trust.yaml", Workshop.trust.replacingOccurrences(of: from, with: to))
    #expect {
      try workshop.run("bundle build @trust.yaml --root-key @root.key --out @bundle")
    } throws: { error in
      "\(error)".contains(named)
    }
    #expect(!FileManager.default.fileExists(atPath: workshop.file("bundle")))
  }

  @Test func theExamplesOfTheHelpAreGood() throws {
    try FileManager.default.createDirectory(atPath: workshop.file("hub"), withIntermediateDirectories: true)
    try workshop.run("keys --out @hub/receipt")
    try workshop.run("keys --out @hub/sealing")
    try workshop.run("keys --out @transit-root --algorithm sm2")
    try workshop.write("trust.yaml", TrustBundle.example)
    try workshop.run("bundle build @trust.yaml --root-key @root.key --out @bundle")
    try workshop.run("bundle show @bundle")
    try workshop.write("delta.yaml", RevocationDelta.example)
    try workshop.run("delta build @delta.yaml --root-key @root.key --out @delta")
  }

  @Test func whatTheHubRevokesIsSigned() throws {
    let card = CardName(issuer: "61040001", serial: "00000000DEAD0002")
    try workshop.write("delta.yaml", DeltaOrder(base: 2, number: 3, added: [card], removed: []).description)
    try workshop.run("delta build @delta.yaml --root-key @root.key --out @delta")
    let delta = try RevocationDelta(
      decoding: Signed.payloadUnverified(PublicFile.read(workshop.file("delta")), kind: .revocationDelta))
    #expect(delta.base == 2 && delta.number == 3 && delta.removed.isEmpty)
    #expect(delta.added == [CardReference(issuer: 0x6104_0001, serial: 0xDEAD_0002)])

    try workshop.write("revoked.yaml", [card].description)
    try workshop.write(
      "trust.yaml",
      Workshop.trust + "\nrevoked: [{issuer: \"61040001\", serial: \"00000000DEAD0001\"}]\nrevokedFrom: revoked.yaml\n")
    try workshop.run("bundle build @trust.yaml --root-key @root.key --out @bundle")
    let bundle = try TrustBundle(
      decoding: Signed.payloadUnverified(PublicFile.read(workshop.file("bundle")), kind: .trustBundle))
    #expect(bundle.revoked.map(\.serial) == [0xDEAD_0001, 0xDEAD_0002])
    try workshop.write("revoked.yaml", [CardName]().description)
    try workshop.run("bundle build @trust.yaml --root-key @root.key --out @bundle")
    try workshop.write("revoked.yaml", "revokd: []")
    #expect(throws: (any Error).self) {
      try workshop.run("bundle build @trust.yaml --root-key @root.key --out @bundle")
    }
  }

  @Test(arguments: ["61040001", "61040001-1", "61040001-00000000DEAD000G", "-61040001-00000000DEAD0002"])
  func whatIsNoCardIsRefused(_ text: String) {
    #expect(CardOption(argument: text) == nil)
  }

  @Test func aPublicKeyInAPrivateOnesPlaceIsCalledThat() throws {
    #expect(throws: FileFault.publicKeyGiven(path: workshop.file("root.pub"))) {
      try workshop.run("bundle build @trust.yaml --root-key @root.pub --out @bundle")
    }
  }

  @Test(arguments: ["127.0.0.1:8080", "http://", "ftp://127.0.0.1", "http://hub.example:8080", "http://10.0.0.1:8080"])
  func theTokenGoesNowhereInTheClear(_ address: String) {
    #expect(throws: (any Error).self) { try Acceptctl.parseAsRoot(arguments(address)) }
  }

  @Test(arguments: ["http://127.0.0.1:8080", "http://localhost:8080/", "https://hub.example"])
  func anOperatorsAddressIsTaken(_ address: String) throws {
    _ = try Acceptctl.parseAsRoot(arguments(address))
  }

  private func arguments(_ address: String) -> [String] {
    ["terminal", "list", "--operator", address, "--token-file", "token"]
  }

  @Test func aCodeComesWithItsPictures() throws {
    try workshop.run(
      "code --issuer-key @issuer.key --issuer 61040001 --name 王*明 --region 610400 --payment A000000333010101:20000 "
        + "--dynamic --png @code.png --svg @code.svg")
    #expect(try PublicFile.read(workshop.file("code.png")).starts(with: [0x89, 0x50, 0x4E, 0x47]))
    #expect(try PublicFile.read(workshop.file("code.svg")).starts(with: Array("<svg".utf8)))
  }

  @Test(arguments: [
    "--issuer 6104 --name 王*明", "--issuer 61040001 --region 6104", "--issuer 61040001 --name 王*明 --lifetime 0",
    "--issuer 61040001 --name 王*明 --payment XY", "--issuer 61040001 --name 王*明 --flaw ugly",
    "--issuer 61040001 --name 王*明 --not-after tomorrow", "--issuer 61040001", "--issuer 61040001 --name 王明",
    "--issuer 61040001 --name 王*明 --payment A000000333010101", "--issuer 61040001 --name 王*明 --scale 0",
    "--issuer 61040001 --name 王*明 --holder-key @root.key",
  ]) func whatCannotBeACodeIsRefused(_ options: String) {
    #expect(throws: (any Error).self) { try workshop.run("code --issuer-key @issuer.key " + options) }
  }
}
