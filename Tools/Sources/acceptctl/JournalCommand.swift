import ArgumentParser
import Issuing
import Journal
import KeyFiles
import LibCrypto
import OperatorAPI
import Provisioning
import Wire

struct JournalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal",
    abstract: "Shows and verifies a terminal's journal, which may be in use; begins it again after damage.",
    subcommands: [Show.self, Verify.self, JournalRestartCommand.self])

  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Lists the entries, a line each. Sealed personal data stays sealed.")

    @OptionGroup var options: JournalOptions

    @Option(help: "Begin after this sequence.")
    var after: UInt64 = 0

    func run() throws {
      let reader = try options.reader()
      var last = after
      while true {
        let next = last
        let rows = try options.reading { () throws(StoreFault) in try reader.rows(from: next + 1, limit: 256) }
        guard let newest = rows.last else { return }
        for row in rows {
          let entry = try SignedFile.decode("entry \(row.sequence)") { () throws(WireFault) in
            try JournalEntry(decoding: Signed.payloadUnverified(row.signed, kind: .journalEntry))
          }
          print(entry.line)
        }
        last = newest.sequence
      }
    }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Proves that no entry is missing, each follows the one before, and the terminal signed them all.")

    @OptionGroup var options: JournalOptions

    func run() throws {
      let key = try options.publicKey()
      var reader = try options.reader()
      do throws(ChainFault) {
        let report = try ChainCheck.checkAll(of: &reader, terminal: nil, key: key)
        guard report.count > 0 else { return print("no entries; the next one is \(report.head.sequence + 1)") }
        let signatures = key == nil ? "signatures not looked at (no key given)" : "every signature holds"
        print(
          "\(report.count) entries, \(report.anchor.sequence + 1) to \(report.head.sequence): chain whole, \(signatures)"
        )
      } catch {
        print("FAILED: \(error.explanation)")
        throw ExitCode(1)
      }
    }
  }
}

/// Which journal, and whose.
struct JournalOptions: ParsableArguments {
  @Option(help: "The terminal's state directory.")
  var state: String?

  @Option(help: "A journal file, instead of a state directory.")
  var journal: String?

  @Option(
    help: """
      The public key that signed it, a .pub file. With a state directory, its own key is taken, which the secret beside it \
      opens.
      """)
  var key: String?

  func validate() throws {
    guard (state == nil) != (journal == nil) else { throw ValidationError("give either --state or --journal") }
  }

  private var path: String { journal ?? StateDirectory(state ?? "").journal }

  func publicKey() throws -> PublicKey? {
    if let key { return try KeyFile.publicKey(key) }
    return try state.map { try StateDirectory($0).journalKey.opened().publicKey }
  }

  func reader() throws -> JournalReader {
    try reading { () throws(StoreFault) in try JournalReader(path: path) }
  }

  func reading<Value>(_ read: () throws(StoreFault) -> Value) throws -> Value {
    do throws(StoreFault) {
      return try read()
    } catch {
      throw DescriptionFault(path: path, reason: error.explanation)
    }
  }
}

extension JournalEntry {
  /// The entry for a list: what the customer's receipt says, masked.
  fileprivate var line: String {
    let place = ["\(sequence)", TimeText.text(of: at), receiptNumber]
    switch body {
    case .paymentIntent(let intent):
      return (place + ["payment intent", "total \(intent.amount.text)", intent.kind.name]).joined(separator: "\t")
    case .paymentReversal(let reversal):
      return (place + ["payment reversal", "\(reversal.reason)"]).joined(separator: "\t")
    case .void(let void):
      let record = VoidRecord(void)
      return
        (place + [
          "void of \(void.sequence)", "total \(void.shares.total.text)", "fund \(void.shares.fund.text)",
          "relief \(void.shares.relief.text)", "account \(void.shares.account.text)",
          "self \(void.shares.selfPaid.text) \(record.tender)", record.authority,
        ]).joined(separator: "\t")
    case .identityCheck(let check):
      let record = IdentityCheckRecord(check)
      return (place + ["identity check", record.purpose, record.presence, record.maskedName]).joined(separator: "\t")
    case .recordPrint(let print):
      return (place + ["record printed", "\(print.count) sales", print.proof.maskedName]).joined(separator: "\t")
    case .prepaidChange(let change):
      return (place + ["prepaid \(change.move)", "total \(change.amount.text)", change.maskedName]).joined(
        separator: "\t")
    case .unidentifiedSale(let sale):
      let record = UnidentifiedSaleRecord(sale)
      return
        (place + [
          record.category, "total \(sale.total.text)", "fund 0.00", "relief 0.00", "account 0.00",
          "self \(sale.total.text) \(record.tender)",
          record.healthCard.map { "unverified \($0)" } ?? "nobody", "-", "-",
          "articles \(record.articles.count)",
        ]).joined(separator: "\t")
    case .sale(let sale):
      let record = SaleRecord(sale)
      return
        (place + [
          record.category, "total \(sale.shares.total.text)",
          "fund \(sale.shares.fund.text)", "relief \(sale.shares.relief.text)", "account \(sale.shares.account.text)",
          "self \(sale.shares.selfPaid.text) \(record.tender)", record.presence,
          record.maskedName ?? "-", record.insuredRegion ?? "-", "articles \(record.articles.count)",
        ]).joined(separator: "\t")
    }
  }
}
