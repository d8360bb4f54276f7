import ArgumentParser
import Foundation
import Issuing
import KeyFiles

struct HealthCardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "health-card",
    abstract: "Makes the ID of an electronic health card (居民电子健康卡), and shows each step of it.",
    discussion: """
      A line each: the index (SM3 of type, number and name), the factor, the holder's key, the card ID. For people who are made
      up: whoever sees the ID and has the root key reads the number. A card shown alone is the ID and its form: 1 printed, 0
      dynamic, 9 temporary.
      """)

  @Option(help: "A file with the region's root key: 32 hexadecimal digits.")
  var rootKey: String

  @Option(help: "The number of the identity document.")
  var number: String

  @Option(help: "The holder's name, in full.")
  var name: String

  @Option(help: "What the number is of: two digits, 01 for a resident's identity card.")
  var type = HealthCardID.residentIdentityCard

  func run() throws {
    for line in try lines() { print(line) }
  }

  func lines() throws -> [String] {
    let text = String(decoding: try PrivateFile.read(rootKey), as: UTF8.self)
    guard let key = Hexadecimal.bytes(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
      throw IssuingFault.rootKeyLength
    }
    let id = try HealthCardID(type: type, number: number, name: name, rootKey: key)
    return [("index", id.index), ("factor", id.factor), ("user key", id.userKey), ("card ID", id.cardID)].map {
      $0.0 + "\t" + Hexadecimal.text($0.1)
    }
  }
}
