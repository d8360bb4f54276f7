import ArgumentParser
import Codes
import Foundation
import Issuing
import KeyFiles
import OperatorAPI
import OperatorOptions
import Provisioning
import Time

struct CardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "card",
    abstract: "Issues, activates, binds, revokes and replaces the cards that a hub keeps, by hand.",
    discussion: """
      A card is called ISSUER-SERIAL, eight and sixteen hexadecimal digits. Each command answers with a line: the card, its \
      state, whose it is. Doing again what is done changes nothing.
      """,
    subcommands: [
      Issue.self, Show.self, CardChangeCommand<Activate>.self, Bind.self, CardChangeCommand<Unbind>.self, Guardian.self,
      CardChangeCommand<Lose>.self, Replace.self, CardChangeCommand<Decease>.self, Revocations.self,
    ])

  struct Issue: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Keeps a new card for somebody who has none.",
      discussion: """
        The hub keeps of the health card ID and the voucher what tells them from others, and neither of them. They come from \
        files, because what is on a command line is seen by everybody on the machine.
        """)

    @Option(help: "The issuer, eight hexadecimal digits.")
    var issuer: HexadecimalOption<UInt32>

    @Option(help: "The serial, sixteen hexadecimal digits; drawn by the hub when left out.")
    var serial: HexadecimalOption<UInt64>?

    @Option(help: "A private file with the electronic health card ID, 64 hexadecimal digits.")
    var cardIDFile: String

    @Option(help: "A private file with the insurance voucher, 28 digits.")
    var voucherFile: String?

    @Option(help: "The masked name, such as 王*明.")
    var name: String

    @Option(help: "The year of birth.")
    var birthYear: UInt16

    @Option(help: "What the card entitles to; may be repeated.")
    var entitlement: [EntitlementOption] = []

    @Option(help: "The insured region, six digits.")
    var region: String?

    @Option(help: "The insurance scheme.")
    var scheme: SchemeOption?

    @Option(help: "The last second at which the card's codes are good.")
    var notAfter: TimeOption?

    @OptionGroup var operators: OperatorOptions

    func run() async throws {
      let order = CardOrder(
        issuer: Hexadecimal.text(issuer.number), serial: serial.map { Hexadecimal.text($0.number) },
        healthCardID: try Self.line(cardIDFile), voucher: try voucherFile.map(Self.line), maskedName: name,
        birthYear: birthYear, region: region, scheme: scheme?.scheme.rawValue,
        entitlements: entitlement.reduce(into: Entitlements()) { $0.formUnion($1.entitlement) }.rawValue,
        notAfter: notAfter?.time.seconds)
      print(try await operators.client().issue(order).line)
    }

    private static func line(_ path: String) throws -> String {
      String(decoding: try PrivateFile.read(path), as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Shows a card.")

    @Argument(help: "The card, ISSUER-SERIAL.")
    var card: CardOption

    @OptionGroup var operators: OperatorOptions

    func run() async throws {
      print(try await operators.client().card(card.name).line)
    }
  }

  struct Bind: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Binds a card to a phone, which holds up to four.")

    @Argument(help: "The card, ISSUER-SERIAL.")
    var card: CardOption

    @Option(help: "What the phone's application calls the phone by.")
    var phone: String

    @OptionGroup var operators: OperatorOptions

    func run() async throws {
      print(try await operators.client().bind(CardBinding(card: card.name, phone: phone)).line)
    }
  }

  struct Guardian: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Names who carries the card of somebody under age, or who cannot carry it.")

    @Argument(help: "The card, ISSUER-SERIAL.")
    var card: CardOption

    @Option(help: "The guardian's own card, ISSUER-SERIAL.")
    var guardian: CardOption

    @OptionGroup var operators: OperatorOptions

    func run() async throws {
      let request = CardGuardian(card: card.name, guardian: guardian.name)
      print(try await operators.client().nameGuardian(request).line)
    }
  }

  struct Replace: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Gives the holder of a lost card another, seven days after the report.",
      discussion: "The new card is to be activated. The old one stays revoked.")

    @Argument(help: "The lost card, ISSUER-SERIAL.")
    var card: CardOption

    @Option(help: "The new card's serial, sixteen hexadecimal digits; drawn by the hub when left out.")
    var serial: HexadecimalOption<UInt64>?

    @Option(help: "The last second at which the new card's codes are good.")
    var notAfter: TimeOption?

    @OptionGroup var operators: OperatorOptions

    func run() async throws {
      let request = CardReplacement(
        card: card.name, serial: serial.map { Hexadecimal.text($0.number) }, notAfter: notAfter?.time.seconds)
      print(try await operators.client().replace(request).line)
    }
  }
}

/// A card as `ISSUER-SERIAL`.
struct CardOption: ExpressibleByArgument {
  let name: CardName

  init?(argument: String) {
    let parts = argument.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 2, HexadecimalOption<UInt32>(argument: parts[0]) != nil,
      HexadecimalOption<UInt64>(argument: parts[1]) != nil
    else { return nil }
    name = CardName(issuer: parts[0].uppercased(), serial: parts[1].uppercased())
  }
}

extension CardName {
  var text: String { issuer + "-" + serial }
}

extension CardRecord {
  /// A line, its columns apart by tabs.
  var line: String {
    func time(_ seconds: Int64) -> String { TimeText.text(of: UnixTime(seconds: seconds)) }
    var words = [card.text, number ?? "no number", state, "\(maskedName) \(birthYear)"]
    words.append(region.map { "\($0) \(scheme ?? "")" } ?? "not insured")
    if isOnPhone { words.append("on a phone") }
    if hasGuardian { words.append("carried by a guardian") }
    if let revokedAt { words.append("revoked \(time(revokedAt))") }
    if let replaceableFrom { words.append("replaceable from \(time(replaceableFrom))") }
    if let successor { words.append("replaced by \(successor.text)") }
    return words.joined(separator: "\t")
  }
}
