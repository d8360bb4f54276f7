import ArgumentParser
import OperatorAPI
import OperatorOptions
import Provisioning

/// What is done to a card and needs nothing but the card.
protocol CardVerb: Sendable {
  static var name: String { get }
  static var abstract: String { get }
  static var discussion: String { get }

  static func apply(to card: CardName, at hub: OperatorClient) async throws -> CardRecord
}

struct CardChangeCommand<Verb: CardVerb>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(commandName: Verb.name, abstract: Verb.abstract, discussion: Verb.discussion)
  }

  @Argument(help: "The card, ISSUER-SERIAL.")
  var card: CardOption

  @OptionGroup var operators: OperatorOptions

  func run() async throws {
    print(try await Verb.apply(to: card.name, at: operators.client()).line)
  }
}

enum Activate: CardVerb {
  static let name = "activate"
  static let abstract = "Puts a card into use: its holder has it."
  static let discussion = "Somebody who may be under age needs a guardian first."

  static func apply(to card: CardName, at hub: OperatorClient) async throws -> CardRecord {
    try await hub.activate(card)
  }
}

enum Unbind: CardVerb {
  static let name = "unbind"
  static let abstract = "Takes a card off the phone that it is bound to."
  static let discussion = ""

  static func apply(to card: CardName, at hub: OperatorClient) async throws -> CardRecord {
    try await hub.unbind(card)
  }
}

enum Lose: CardVerb {
  static let name = "lose"
  static let abstract = "Reports a card lost: it serves nobody from now on."
  static let discussion = """
    The hub refuses it at once. Terminals refuse it once a delta says so: see acceptctl card revocations. This cannot be taken \
    back, because a code that was out of its holder's hands may have been photographed.
    """

  static func apply(to card: CardName, at hub: OperatorClient) async throws -> CardRecord {
    try await hub.reportLoss(of: card)
  }
}

enum Decease: CardVerb {
  static let name = "decease"
  static let abstract = "Revokes for good all the cards of somebody who has died. This cannot be undone."
  static let discussion = "Those whom the person carried are in nobody's care from then on."

  static func apply(to card: CardName, at hub: OperatorClient) async throws -> CardRecord {
    try await hub.decease(card)
  }
}
