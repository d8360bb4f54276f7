import Codes
import Foundation
import KeyFiles
import LibCrypto

/// A number of fixed width in hexadecimal, all its digits: an issuer id or a card serial.
struct HexadecimalNumber<Number: FixedWidthInteger & Sendable>: Decodable, Sendable {
  let number: Number

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard text.count == Number.bitWidth / 4, let number = Number(text, radix: 16) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "\(Number.bitWidth / 4) hexadecimal digits are needed, in quotes")
    }
    self.number = number
  }
}

/// Two, four or six digits of GB/T 2260.
struct DescribedPrefix: Decodable {
  let prefix: RegionPrefix

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let prefix = RegionPrefix(text: try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a region is two, four or six digits, in quotes")
    }
    self.prefix = prefix
  }
}

/// A public key in a description: the line itself, such as `SM2 02ab…`, or the path of a `.pub` file that holds it.
struct DescribedKey: Decodable {
  let text: String

  init(from decoder: any Decoder) throws {
    text = try decoder.singleValueContainer().decode(String.self)
  }

  /// - Parameter folder: what a path is relative to.
  func key(relativeTo folder: String) throws -> PublicKey {
    if let key = PublicKeyLine.parse(text) { return key }
    return try KeyFile.publicKey(
      URL(filePath: text, relativeTo: URL(filePath: folder, directoryHint: .isDirectory)).path)
  }
}

/// A card in a list of revocations.
struct DescribedCard: Decodable, Sendable {
  let issuer: HexadecimalNumber<UInt32>
  let serial: HexadecimalNumber<UInt64>

  var card: CardReference {
    CardReference(issuer: issuer.number, serial: serial.number)
  }
}

extension [DescribedCard] {
  /// The cards in the order that a bundle wants, none twice.
  var sorted: [CardReference] {
    Set(map(\.card)).sorted()
  }
}
