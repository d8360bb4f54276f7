import Codes
import Foundation
import Testing

@testable import Settlement

/// A row of the page that pharmacists check by hand.
struct WorkedCase: CustomTestStringConvertible, Sendable {
  let name: String
  let total, deductible: Fen
  let permille: UInt16
  let ceiling: Fen
  let reliefCap, accountLimit: Fen?
  let fund, relief, account, person: Fen

  var testDescription: String { name }

  init?(_ row: Substring) {
    let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    guard cells.count == 11, let total = Self.fen(cells[1]), let deductible = Self.fen(cells[2]),
      let tenths = Int(cells[3].replacing(".", with: "")), let ceiling = Self.fen(cells[4]),
      let fund = Self.fen(cells[7]), let relief = Self.fen(cells[8]), let account = Self.fen(cells[9]),
      let person = Self.fen(cells[10])
    else { return nil }
    name = cells[0]
    (self.total, self.deductible, self.ceiling) = (total, deductible, ceiling)
    permille = UInt16(tenths)
    (reliefCap, accountLimit) = (Self.fen(cells[5]), Self.fen(cells[6]))
    (self.fund, self.relief, self.account, self.person) = (fund, relief, account, person)
  }

  /// Yuan with two decimals.
  private static func fen(_ text: String) -> Fen? {
    let parts = text.split(separator: ".")
    guard parts.count == 2, parts[1].count == 2, let yuan = Int64(parts[0]), let fen = Int64(parts[1]) else {
      return nil
    }
    return Fen(yuan * 100 + fen)
  }

  static func all() throws -> [WorkedCase] {
    let page = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../Sources/Settlement/Settlement.docc/WorkedCases.md")
    let rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("| ") }
    // The first is the head.
    return try rows.dropFirst().map { try #require(WorkedCase($0), "\($0)") }
  }
}

@Test("Every row of the page of worked cases")
func workedCases() throws {
  let cases = try WorkedCase.all()
  #expect(cases.count > 20)
  for worked in cases {
    var policy = Samples.policy
    policy.rules = [
      ShareRule(
        scheme: .employee, category: .inpatient, deductible: worked.deductible, fundRatioPermille: worked.permille,
        ceiling: worked.ceiling, account: worked.accountLimit ?? .zero)
    ]
    policy.dynamicLimits.account = worked.accountLimit ?? .zero
    policy.relief = worked.reliefCap.map {
      ReliefPolicy(caps: [ReliefCap(category: .inpatient, rest: $0)], deposit: .zero)
    }
    let payer = Samples.payer(entitlements: .povertyRelief)
    let shares = Settlement.shares(
      of: worked.total, category: .inpatient, payer: payer, usage: .none, policy: policy)
    let expected = Shares(
      total: worked.total, fund: worked.fund, relief: worked.relief, account: worked.account,
      selfPaid: worked.person, tender: .cash)
    #expect(shares == expected, "\(worked.name)")
  }
}
