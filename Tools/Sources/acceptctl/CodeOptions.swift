import ArgumentParser
import Codes
import Foundation
import Issuing
import KeyFiles
import LibCrypto
import Time

struct IssuerOptions: ParsableArguments {
  @Option(help: "The issuer's private key, a .key file.")
  var issuerKey: String

  @Option(help: "The issuer's id, eight hexadecimal digits.")
  var issuer: HexadecimalOption<UInt32>

  @Option(help: "Which of the issuer's keys this is.")
  var index: UInt8 = 1

  @Option(help: "The first second of validity, such as 2026-11-21T08:00:00Z. A day ago when left out.")
  var notBefore: TimeOption?

  @Option(help: "The last second of validity. A year from now when left out.")
  var notAfter: TimeOption?
}

struct PersonOptions: ParsableArguments {
  @Option(help: "The masked name, such as 王*明.")
  var name: String?

  @Option(help: "The electronic health card ID, 64 hexadecimal digits.")
  var cardID: BytesOption?

  @Option(help: "The year of birth.")
  var birthYear: UInt16 = 1985

  @Option(help: "What the card entitles to; may be repeated.")
  var entitlement: [EntitlementOption] = []

  @Option(help: "The insured region, six digits.")
  var region: String?

  @Option(help: "The insurance scheme.")
  var scheme = SchemeOption.employee

  @Option(help: "The insurance voucher, 16 hexadecimal digits.")
  var voucher: BytesOption?

  @Option(help: "Insurance transactions since the record was last printed.")
  var transactions: UInt16 = 0

  @Option(help: "A payment application, AID or AID:FEN with its offline limit, such as A000000333010101:20000.")
  var payment: [PaymentOption] = []

  @Option(help: "The card's serial, 16 hexadecimal digits.")
  var serial: HexadecimalOption<UInt64>?

  func person() throws -> Person {
    var person = Person(health: nil, payments: payment.map(\.payment))
    if let name {
      person.health = FusedCode.Health(
        cardID: try cardID?.bytes ?? Random.bytes(32), maskedName: name, birthYear: birthYear,
        entitlements: entitlement.reduce(into: []) { $0.formUnion($1.entitlement) })
    }
    if let region {
      guard let prefix = RegionPrefix(text: region), prefix.count == 6, let place = Region(digits: prefix.digits) else {
        throw ValidationError("--region is six digits of GB/T 2260, such as 610400")
      }
      person.insurance = FusedCode.Insurance(
        region: place, scheme: scheme.scheme, voucher: try voucher?.bytes ?? Random.bytes(8),
        transactionsSincePrint: transactions)
    }
    return person
  }
}

struct PresentationOptions: ParsableArguments {
  @Flag(help: "Dynamic, by a holder's key made for this code alone.")
  var dynamic = false

  @Option(help: "Dynamic, by this holder's private key, a .key file of the issuer's algorithm.")
  var holderKey: String?

  @Option(help: "When it is generated. Now when left out.")
  var generatedAt: TimeOption?

  @Option(help: "Its lifetime in seconds, 1 to 1200.")
  var lifetime: UInt16 = 60

  @Option(help: "Its nonce, eight hexadecimal digits.")
  var nonce: HexadecimalOption<UInt32>?

  func validate() throws {
    guard (1...1_200).contains(lifetime) else { throw ValidationError("--lifetime is 1 to 1200 seconds") }
  }

  func holder(_ algorithm: SignatureAlgorithm) throws -> SigningKey? {
    guard let holderKey else { return dynamic ? try SigningKey.generate(algorithm) : nil }
    let key = try KeyFile.signingKey(holderKey)
    guard key.algorithm == algorithm else { throw ValidationError("--holder-key is not of the issuer's algorithm") }
    return key
  }
}
