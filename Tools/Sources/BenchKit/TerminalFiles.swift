import Foundation
import Journal
import LibCrypto
import Linux
import Provisioning
import TerminalKeys
import Wire

/// The files of a terminal, read as an auditor would: its journal, and what its uplink has left it.
struct TerminalFiles: Sendable {
  /// What the entries of the journal must be signed with.
  enum JournalKey: Sendable {
    /// As the terminal has it, now.
    case file(OwnKey<Kernel>)
    case known(PublicKey)
  }

  let journal: String
  let inbox: String
  let key: JournalKey
  let receiptKey: PublicKey

  /// What the journal holds, every hash and signature of it proven.
  func ledger() throws -> LedgerFacts {
    var facts = LedgerFacts()
    guard FileManager.default.fileExists(atPath: journal) else { return facts }
    var reader = try JournalReader(path: journal)
    let key =
      switch key {
      case .file(let key): try key.opened().publicKey
      case .known(let key): key
      }
    guard let terminal = TerminalID(Surroundings.terminal) else { throw BenchFault("the terminal has no name") }
    _ = try ChainCheck.checkAll(of: &reader, terminal: terminal, key: key)
    var next: UInt64 = 1
    while true {
      let rows = try reader.rows(from: next, limit: 64)
      guard let last = rows.last else { return facts }
      for row in rows {
        let entry = try JournalEntry(decoding: Signed.payloadUnverified(row.signed, kind: .journalEntry))
        facts.isGapless = facts.isGapless && entry.sequence == UInt64(facts.entries + 1)
        facts.entries += 1
        facts.total += entry.body.total.amount
        if case .void(let void) = entry.body {
          facts.voids += 1
          facts.total -= void.shares.total.amount
          facts.fund -= void.shares.fund.amount
          facts.relief -= void.shares.relief.amount
          facts.account -= void.shares.account.amount
        }
        if case .identityCheck = entry.body { facts.identityChecks += 1 }
        if case .sale(let sale) = entry.body {
          facts.fund += sale.shares.fund.amount
          facts.relief += sale.shares.relief.amount
          facts.account += sale.shares.account.amount
        }
        facts.selfPaid = facts.total - facts.fund - facts.relief - facts.account
        facts.articles += entry.body.articles.count
      }
      next = last.sequence + 1
    }
  }

  /// Entries that no receipt of the hub's covers.
  func pending() throws -> Int {
    guard FileManager.default.fileExists(atPath: journal) else { return 0 }
    let head = try JournalReader(path: journal).head().sequence
    return Int(head) - Int(try receipted())
  }

  /// The highest sequence that a receipt in the inbox covers.
  func receipted() throws -> UInt64 {
    guard FileManager.default.fileExists(atPath: inbox),
      let letter = try InboxReader(path: inbox).contents().receipt
    else { return 0 }
    let payload = try Signed.open(letter.bytes, kind: .receipt, with: VerifyingKey(receiptKey))
    return try Receipt(decoding: payload).highest
  }

  /// Leaves a trust bundle in the inbox as an uplink would that has been taken over: nobody has looked at it.
  func leave(bundle: [UInt8]) throws {
    let writer = try InboxWriter(path: inbox)
    try writer.write(InboxChange(contact: try writer.contents().contact, bundle: bundle))
  }
}
