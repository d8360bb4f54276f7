import BenchKit
import Endurance
import OperatorAPI
import Testing

@Suite struct SalesBookTests {
  /// Three sales: the first was seen through, of the second the clerk never heard, the third was told of after a restart.
  private func book() -> SalesBook {
    var book = SalesBook()
    book.accepted(book.accepting(card: "a", total: 10_00), as: Sighting(sequence: 1, total: 10_00))
    book.saw(Sighting(sequence: 1, total: 10_00), .printed)
    _ = book.accepting(card: "b", total: 11_00)
    _ = book.accepting(card: "c", total: 12_00)
    book.saw(Sighting(sequence: 2, total: 12_00), .shown)
    return book
  }

  private func entry(_ sequence: UInt64, _ card: String, _ total: Int64, after: UInt64? = nil) -> EntryRecord {
    func hash(_ number: UInt64) -> String { String(repeating: String(number, radix: 16), count: 64) }
    return EntryRecord(
      terminal: "DESK-0001", sequence: sequence, receiptNumber: "", at: 0, receivedAt: 0, hash: hash(sequence),
      previous: hash(after ?? sequence - 1),
      sale: SaleRecord(
        institution: "", category: "pharmacy", totalFen: total, fundFen: total / 2, selfPaidFen: total - total / 2,
        noInsuranceReason: nil, tender: "cash", presence: "dynamic", maskedName: nil, insuredRegion: nil, scheme: nil,
        cardIssuer: "", cardSerial: card, trustVersion: 1, articles: []))
  }

  @Test func aSaleThatNobodyHeardOfMayBeThereOrNot() {
    #expect(book().violations(of: [entry(1, "a", 10_00), entry(2, "c", 12_00)]).isEmpty)
    var heard = SalesBook()
    _ = heard.accepting(card: "b", total: 11_00)
    #expect(heard.violations(of: []).isEmpty)
    #expect(heard.violations(of: [entry(1, "b", 11_00)]).isEmpty)
  }

  @Test func whatWasToldHasToBeThere() {
    #expect(book().violations(of: [entry(1, "a", 10_00)]) == ["sale 2 was shown, and is lost"])
    #expect(book().violations(of: []).first == "sale 1 was printed and shown, and is lost")
  }

  @Test func whatWasToldHasItsAmount() {
    let found = book().violations(of: [entry(1, "a", 10_00), entry(2, "b", 11_00)])
    #expect(found == ["sale 2 was shown with 1200 fen, and is of 1100"])
  }

  @Test func aSaleIsThereOnce() {
    let twice = book().violations(of: [entry(1, "a", 10_00), entry(2, "c", 12_00), entry(3, "c", 12_00)])
    #expect(twice == ["entry 3 was never sold, or is there twice"])
  }

  @Test func nothingIsThereThatWasNotSold() {
    let found = book().violations(of: [entry(1, "a", 10_00), entry(2, "c", 12_00), entry(3, "d", 13_00)])
    #expect(found == ["entry 3 was never sold, or is there twice"])
    let card = book().violations(of: [entry(1, "d", 10_00), entry(2, "c", 12_00)])
    #expect(card == ["entry 1 was never sold, or is there twice"])
  }

  @Test func theListIsAChain() {
    let gap = book().violations(of: [entry(1, "a", 10_00), entry(2, "c", 12_00, after: 9)])
    #expect(gap == ["entry 2 does not follow the one before"])
    #expect(book().violations(of: [entry(2, "c", 12_00)]).contains("entry 1 is numbered 2"))
    var wrong = entry(1, "a", 10_00)
    wrong.sale?.fundFen += 1
    #expect(book().violations(of: [wrong, entry(2, "c", 12_00)]) == ["entry 1: its shares are not its total"])
  }
}
