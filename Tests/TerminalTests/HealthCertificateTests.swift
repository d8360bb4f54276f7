import CodeFixtures
import Counter
import Terminal
import Testing

/// Health certificates, from the scanner's bytes to the screen.
@Suite struct HealthCertificateTests {
  private func scan(_ draft: HealthCertificateDraft, _ shop: inout Shop, isForged: Bool = false) {
    let key = isForged ? shop.holder : shop.documents
    shop.scan(Array("]Q1".utf8) + draft.text { (try? key.sign($0)) ?? [] })
  }

  @Test func aGoodOneIsToldAndNothingIsWritten() throws {
    var shop = try Shop()
    let draft = HealthCertificateDraft(at: Shop.evening.seconds)
    scan(draft, &shop)
    #expect(shop.text == ["Health pass OK", "G*R 1998         E65", "Vaccine 1/2", "To 2026-11-21"])
    #expect(try shop.entries() == 0)
    #expect(shop.session.terminal.tally.refused(.healthCertificate) == 1)
    #expect(!shop.world.log.contains { $0.contains("GOESSINGER") || $0.contains("HC1") || $0.contains("G*R") })
  }

  /// A recovery holds no longer than it says itself, whatever its signature does.
  @Test func aRecoveryEndsWithItself() throws {
    var shop = try Shop()
    scan(HealthCertificateDraft(group: "r", HealthCertificateDraft.recovery, at: Shop.evening.seconds), &shop)
    #expect(shop.text[2...] == ["Recovered", "To 2021-10-04"])
  }

  @Test func whatDoesNotHoldIsRefusedByItsReason() throws {
    var shop = try Shop()
    let now = Shop.evening.seconds
    scan(HealthCertificateDraft(at: now), &shop, isForged: true)
    #expect(shop.text[3].hasSuffix("E05"))
    scan(HealthCertificateDraft(at: now - 7_200), &shop)
    #expect(shop.text[3].hasSuffix("E08"))
    scan(HealthCertificateDraft(at: now + 7_200), &shop)
    #expect(shop.text[3].hasSuffix("E07"))
    var strange = HealthCertificateDraft(at: now)
    strange.protected[1].1 = .bytes([9, 9, 9, 9, 9, 9, 9, 9])
    scan(strange, &shop)
    #expect(shop.text[3].hasSuffix("E03"))
    shop.scan(Array("HC1:6BF".utf8))
    #expect(shop.text[3].hasSuffix("E01"))
  }
}
