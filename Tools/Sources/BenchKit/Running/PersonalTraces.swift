import Codes
import Foundation
import Glibc
import Time
import Wire

/// What a thief of the card, or whoever reads the logs, finds there of those who came to the counter, and of the terminal's own
/// keys. After every story that has to be nothing.
public struct PersonalTraces {
  /// Bytes that a terminal has written.
  public struct Place: Sendable {
    /// Who may read what is written there.
    public enum Kind: Sendable {
      /// The storage of the terminal: masked names are in its entries, for the receipts.
      case storage
      /// Logs go to whoever helps: nobody is named in them.
      case log
      /// The memory of a program that runs: what it works with is there, but for what it has to forget at once.
      case memory
    }

    var kind: Kind
    var file: URL
    /// The part of the file that is the place; nil is all of it.
    var part: Range<Int>?

    init(_ kind: Kind, _ file: URL, part: Range<Int>? = nil) {
      (self.kind, self.file, self.part) = (kind, file, part)
    }
  }

  /// Something that must not be found, and what to call it: never by its own words.
  private struct Needle {
    var name: String
    var bytes: [UInt8]
    /// Where it must not be.
    var places: Set<Place.Kind> = [.storage, .log]
  }

  private let needles: [Needle]

  /// - Parameters:
  ///   - customers: who came.
  ///   - secrets: what the terminal keeps to itself.
  ///   - texts: codes that were shown as texts: money, or somebody's.
  public init(of customers: [Customer], and secrets: TerminalSecrets, texts: [String] = []) throws {
    // Every fused code begins with the same object, and so every text of one with the same characters.
    var needles = [Needle(name: "a code as it was scanned", bytes: Array("hQVDUFYwM".utf8))]
    // The terminal's own keys lie in its storage, encrypted.
    needles.append(Needle(name: "a private key", bytes: Array("PRIVATE KEY".utf8), places: [.log]))
    for label in ["PRIVATE KEY", "EC PRIVATE KEY", "SM2 PRIVATE KEY"] {
      needles.append(Needle(name: "a key that is not encrypted", bytes: Array("-----BEGIN \(label)-----".utf8)))
    }
    for (name, bytes) in try secrets.keys.map({ ("a private key's number", try $0.scalar) })
      + [("the board's secret", secrets.board)]
    {
      for form in Self.forms(of: bytes) { needles.append(Needle(name: name, bytes: form)) }
    }
    for customer in customers {
      let person = try customer.person()
      needles.append(
        Needle(name: "the name of \(customer.id)", bytes: Array(customer.maskedName.utf8), places: [.log]))
      for (name, bytes) in [("card ID", person.health?.cardID), ("voucher", person.insurance?.voucher)] {
        guard let bytes else { continue }
        for form in Self.forms(of: bytes) {
          needles.append(Needle(name: "the \(name) of \(customer.id)", bytes: form))
        }
      }
    }
    for customer in customers {
      for form in customer.pin.map(Self.forms(ofPIN:)) ?? [] {
        needles.append(Needle(name: "the PIN of \(customer.id)", bytes: form, places: [.storage, .log, .memory]))
      }
    }
    for customer in customers {
      guard let number = customer.number else { continue }
      for form in [Array(number.text.utf8), number.text.utf8.map { $0 - 0x30 }] {
        needles.append(Needle(name: "the card number of \(customer.id)", bytes: form))
      }
    }
    for text in texts {
      needles.append(
        Needle(
          name: "a code as it was shown", bytes: Array(text.utf8),
          places: Self.isOfGoods(text) ? [.log] : [.storage, .log]))
    }
    self.needles = needles
  }

  /// What goods are called by is nobody's: an entry has it, for the receipt. A log does not.
  private static func isOfGoods(_ text: String) -> Bool {
    let laterThanAnyBirth = CalendarDay(inChinaAt: UnixTime(seconds: 4_000_000_000))
    switch Recogniser.recognise(Array(text.utf8), on: laterThanAnyBirth) {
    case .article, .drugTraceability: return true
    default: return false
    }
  }

  /// Whether a part of some bytes has these in it. `Data` finds them as well, and takes two seconds over a card for each.
  private static func holds(_ data: Data, _ part: Range<Int>, _ needle: [UInt8]) -> Bool {
    data.withUnsafeBytes { bytes in
      guard let start = bytes.baseAddress, let first = needle.first else { return false }
      var next = part.lowerBound
      while next + needle.count <= part.upperBound,
        let place = memchr(start + next, Int32(first), part.upperBound - needle.count + 1 - next)
      {
        if memcmp(place, needle, needle.count) == 0 { return true }
        next = UnsafeRawPointer(place) - start + 1
      }
      return false
    }
  }

  /// As they are, and as digits.
  private static func forms(of bytes: [UInt8]) -> [[UInt8]] {
    let digits = bytes.map { String(format: "%02x", $0) }.joined()
    return [bytes, Array(digits.utf8), Array(digits.uppercased().utf8)]
  }

  /// As digits, as numbers, as keys are numbered, and in the form in which it is sealed.
  static func forms(ofPIN pin: String) -> [[UInt8]] {
    let digits = pin.utf8.map { $0 - 0x30 }
    var block = [UInt8](repeating: 0, count: PINBlock.size)
    for (place, digit) in digits.enumerated() { PINBlock.put(digit, at: place, of: &block) }
    PINBlock.finish(&block, random: [])
    return [Array(pin.utf8), digits, Array(block.prefix(PINBlock.size - PINBlock.randomSize))]
  }

  /// What is found, in words that give nothing away.
  public func found(in places: [Place]) throws -> [String] {
    var found: [String] = []
    for place in places where FileManager.default.fileExists(atPath: place.file.path) {
      let data = try Data(contentsOf: place.file, options: .alwaysMapped)
      let part = place.part.map { $0.clamped(to: 0..<data.count) } ?? 0..<data.count
      for needle in needles where needle.places.contains(place.kind) {
        guard Self.holds(data, part, needle.bytes) else { continue }
        found.append("\(place.file.lastPathComponent) holds \(needle.name), for anybody to read")
      }
    }
    return found
  }
}

extension Scenario {
  /// Whose codes are scanned in it.
  public var comers: [Customer] {
    let names = steps.flatMap { step in
      switch step.action {
      case .scan(let person, _), .scanInPart(let person), .scanHealthCard(let person, _), .scanVoucher(let person):
        [person]
      case .scanTogether(let people): people
      default: [String]()
      }
    }
    return Set(names).compactMap { people[$0] }.sorted { $0.id < $1.id }
  }

  /// What was scanned as it stands in the story, and what the vouchers say.
  public var shownTexts: [String] {
    steps.compactMap { step in
      switch step.action {
      case .scanText(let text): text
      case .scanVoucher(let person): people[person]?.voucherDigits
      default: nil
      }
    }
  }
}
