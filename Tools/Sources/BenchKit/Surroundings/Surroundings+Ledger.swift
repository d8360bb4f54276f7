import OperatorAPI

extension Surroundings {
  /// What the hub has of the terminal.
  func hubLedger() async throws -> LedgerFacts {
    var facts = LedgerFacts()
    for entry in try await hubEntries() {
      facts.isGapless = facts.isGapless && entry.sequence == UInt64(facts.entries + 1)
      facts.entries += 1
      facts.total += entry.sale?.totalFen ?? entry.unidentifiedSale?.totalFen ?? 0
      facts.fund += entry.sale?.fundFen ?? 0
      facts.relief += entry.sale?.reliefFen ?? 0
      facts.account += entry.sale?.accountFen ?? 0
      if let void = entry.void {
        facts.voids += 1
        facts.total -= void.totalFen
        facts.fund -= void.fundFen
        facts.relief -= void.reliefFen
        facts.account -= void.accountFen
      }
      facts.identityChecks += entry.identityCheck == nil ? 0 : 1
      facts.selfPaid = facts.total - facts.fund - facts.relief - facts.account
      facts.articles += (entry.sale?.articles ?? entry.unidentifiedSale?.articles ?? []).count
    }
    for authorisation in try await client.authorisations(of: Self.terminal) {
      facts.authorised += authorisation.isStanding ? 1 : 0
      facts.reversed += authorisation.reversedAt == nil ? 0 : 1
    }
    return facts
  }

  /// What the hub has of the terminal above a sequence, in the order in which the hub lists it.
  public func hubEntries(after sequence: UInt64 = 0) async throws -> [EntryRecord] {
    var entries: [EntryRecord] = []
    while true {
      let page = try await client.entries(of: Self.terminal, after: entries.last?.sequence ?? sequence)
      guard !page.isEmpty else { return entries }
      entries += page
    }
  }

  /// The hub at a glance.
  public func hubStatus() async throws -> HubStatus {
    try await client.status()
  }
}
