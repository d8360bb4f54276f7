import OperatorAPI
import Testing

@testable import acceptctl

/// What an operator reads of the cards that terminals are to refuse.
@Suite struct RevocationSummaryTests {
  private func entry(published: Bool, told: Bool?) -> RevocationList.Entry {
    RevocationList.Entry(
      card: CardName(issuer: "61040001", serial: "0000000000000A01"), since: 0, isPublished: published, isTold: told)
  }

  @Test func saysWhatIsToBeDoneAboutThoseThatNoTerminalHearsOf() {
    let told = [entry(published: true, told: true), entry(published: false, told: true)]
    #expect(RevocationList(cards: told, delta: nil).summary == "2 revoked, 1 of them not published")
    let older = [entry(published: false, told: nil)]
    #expect(RevocationList(cards: older, delta: nil).summary == "1 revoked, 1 of them not published")
    let full = RevocationList(cards: told + [entry(published: false, told: false)], delta: nil).summary
    #expect(full.hasPrefix("3 revoked, 2 of them not published\n1 of those are on no list of losses either"))
    #expect(full.hasSuffix("Have one signed now."))
  }
}
