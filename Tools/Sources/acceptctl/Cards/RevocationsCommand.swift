import ArgumentParser
import Issuing
import KeyFiles
import OperatorAPI
import OperatorOptions
import Provisioning
import Time

extension CardCommand {
  struct Revocations: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Shows which cards terminals are to refuse, and writes what the office signs to tell them.",
      discussion: """
        --delta writes the description of the next delta to the published bundle, to be signed with acceptctl delta build. \
        --list writes all the revoked cards, which a bundle's description takes in with revokedFrom. Both go to where the root \
        key is, and what is signed comes back, in files.
        """)

    @Option(help: "Write the description of the next delta here.")
    var delta: String?

    @Option(help: "Write the list of revoked cards here.")
    var list: String?

    @OptionGroup var operators: OperatorOptions

    func run() async throws {
      let revocations = try await operators.client().revocations()
      if let delta {
        guard let order = revocations.delta else { throw RevocationsFault.noBundle }
        try PublicFile.write(delta, Array(order.description.utf8))
      }
      if let list { try PublicFile.write(list, Array(revocations.cards.map(\.card).description.utf8)) }
      for entry in revocations.cards where !entry.isPublished {
        let standing = entry.isTold == false ? "NOT TOLD" : "NOT PUBLISHED"
        print("\(entry.card.text)\trevoked \(TimeText.text(of: UnixTime(seconds: entry.since)))\t\(standing)")
      }
      print(revocations.summary)
    }
  }
}

extension RevocationList {
  /// How many there are, and what is to be done about those that no terminal hears of.
  var summary: String {
    let untold = cards.count { $0.isTold == false }
    return "\(cards.count) revoked, \(cards.count { !$0.isPublished }) of them not published"
      + (untold > 0
        ? "\n\(untold) of those are on no list of losses either, which is full: terminals accept them until a delta or a bundle names "
          + "them. Have one signed now." : "")
  }
}

enum RevocationsFault: Error, CustomStringConvertible {
  case noBundle

  var description: String { "the hub has no bundle that a delta could add to: publish one" }
}

extension DeltaOrder {
  /// As `DeltaDescription` reads it.
  var description: String {
    "base: \(base)\nnumber: \(number)\nadded:\(added.flow)\nremoved:\(removed.flow)\n"
  }
}

extension [CardName] {
  /// As `revokedFrom` of a `TrustDescription` reads it.
  var description: String { "revoked:\(flow)\n" }

  fileprivate var flow: String {
    isEmpty ? " []" : map { "\n  - {issuer: \"\($0.issuer)\", serial: \"\($0.serial)\"}" }.joined()
  }
}
