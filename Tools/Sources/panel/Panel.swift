import BenchKit
import Devices
import Foundation
import Issuing

/// A bench with a page in front of it.
struct Panel: Sendable {
  let bench: any Bench
  let customers: [Customer]
  let roll: PaperWidth
  let switches = Watch(SwitchesPiece())
  let hub = Watch(HubPiece())

  /// A code that somebody shows, with its picture.
  struct ShownCode: Encodable {
    let text: String
    let svg: String
    /// Seconds that it is good for; nil for a printed one.
    let lifetime: Int?
  }

  /// Why something that the page asked for is not done.
  enum Refusal: Error {
    case unknown
  }

  func code(of id: String) async throws -> ShownCode {
    guard let customer = customers.first(where: { $0.id == id }) else { throw Refusal.unknown }
    let text = String(decoding: try await bench.code(of: customer, age: 0), as: UTF8.self)
    return ShownCode(
      text: text, svg: try QRSymbol(text).svg(), lifetime: customer.carrier != .card ? Surroundings.codeLifetime : nil)
  }

  func scan(_ text: String) async throws {
    try await bench.scan(Array(text.utf8))
  }

  func press(_ key: String) async throws {
    guard let key = CounterKey(rawValue: key) else { throw Refusal.unknown }
    try await bench.press([key])
  }

  /// Does what a button of the page says: a thing, and what is to become of it, in the words of scenario files.
  func act(_ thing: String, _ word: String) async throws {
    switch thing {
    case "network":
      try await bench.setNetwork(try Self.word(word))
      switches.update { $0.network = word }
    case "power":
      try await bench.power(try Self.word(word))
    case "printer":
      try await bench.setPrinter(try Self.word(word))
      switches.update { $0.printer = word }
    case "disk":
      try await bench.setDisk(try Self.word(word))
      switches.update { $0.disk = word }
    case "clock":
      guard let seconds = ScenarioUnits.seconds(word) else { throw Refusal.unknown }
      try await bench.setClock(wrongBy: seconds)
      switches.update { $0.clock = word }
    case "publish":
      try await bench.publish(try Self.word(word))
    default: throw Refusal.unknown
    }
  }

  private static func word<Words: RawRepresentable>(_ text: String) throws -> Words where Words.RawValue == String {
    guard let word = Words(rawValue: text) else { throw Refusal.unknown }
    return word
  }
}
