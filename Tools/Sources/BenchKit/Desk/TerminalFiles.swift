import Foundation
import Journal
import KeyFiles
import LibCrypto
import Provisioning
import Wire

/// The files of a terminal, read beside it as an auditor would: its journal, and what its uplink has left it.
struct TerminalFiles: Sendable {
  let folder: StateDirectory
  let terminal: TerminalID
  let hub: HubKeys

  /// What the journal holds, every hash and signature of it proven.
  func journal() throws -> LedgerFacts {
    var facts = LedgerFacts()
    guard FileManager.default.fileExists(atPath: folder.journal) else { return facts }
    var reader = try JournalReader(path: folder.journal)
    let key = try KeyFile.signingKey(folder.journalKey).publicKey
    _ = try ChainCheck.checkAll(of: &reader, terminal: terminal, key: key)
    var next: UInt64 = 1
    while true {
      let rows = try reader.rows(from: next, limit: 64)
      guard let last = rows.last else { return facts }
      for row in rows {
        let entry = try JournalEntry(decoding: Signed.payloadUnverified(row.signed, kind: .journalEntry))
        facts.isGapless = facts.isGapless && entry.sequence == UInt64(facts.entries + 1)
        facts.entries += 1
        guard case .sale(let sale) = entry.body else { continue }
        facts.total += sale.shares.total.amount
        facts.fund += sale.shares.fund.amount
        facts.selfPaid += sale.shares.selfPaid.amount
      }
      next = last.sequence + 1
    }
  }

  /// Entries that no receipt of the hub's covers.
  func pending() throws -> Int {
    guard FileManager.default.fileExists(atPath: folder.journal) else { return 0 }
    let head = try JournalReader(path: folder.journal).head().sequence
    return Int(head) - Int(try receipted())
  }

  /// The highest sequence that a receipt in the inbox covers.
  func receipted() throws -> UInt64 {
    guard FileManager.default.fileExists(atPath: folder.inbox),
      let letter = try InboxReader(path: folder.inbox).contents().receipt
    else { return 0 }
    let payload = try Signed.open(letter.bytes, kind: .receipt, with: VerifyingKey(hub.receipt))
    return try Receipt(decoding: payload).highest
  }

  /// Leaves a trust bundle in the inbox as an uplink would that has been taken over: nobody has looked at it.
  func leave(bundle: [UInt8]) throws {
    let inbox = try InboxWriter(path: folder.inbox)
    try inbox.write(InboxChange(contact: try inbox.contents().contact, bundle: bundle))
  }
}
