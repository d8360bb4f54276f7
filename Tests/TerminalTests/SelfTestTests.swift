import Counter
import Devices
import LibCrypto
import Simulation
import Testing
import Time

/// The supervisor's self-test: which part is at fault, where, and what to do.
@Suite struct SelfTestTests {
  private static let pin: [Key] = [.digit2, .digit4, .digit6, .digit8, .digit1, .digit0, .enter]

  private func shop(_ scanner: ScannerKind = .lines) throws -> Shop {
    let salt = [UInt8](repeating: 7, count: SupervisorPINHash.saltSize)
    return try Shop(
      supervisor: SupervisorPINHash(of: [2, 4, 6, 8, 1, 0], salt: salt, rounds: 1_000), scanner: scanner)
  }

  /// The two pages that say how each part is, and the one after them. Noise goes on until the parts have been looked at.
  private func pages(_ shop: inout Shop, noise: [UInt8] = []) -> [[String]] {
    for key in [.cancel, .cancel, .category, .digit6] + Self.pin + [.digit4] {
      if !noise.isEmpty { shop.isNoisy(noise, milliseconds: 3_000) }
      shop.press(key)
    }
    var pages = [shop.text]
    for _ in 0..<2 {
      shop.press(.enter)
      pages.append(shop.text)
    }
    return pages
  }

  /// What is wrong, and the page that says so: the part, the fault, the place where it has one, what to do.
  struct Trouble: CustomTestStringConvertible, Sendable {
    let page: [String]
    var scanner = ScannerKind.lines
    /// What comes on the scanner's line, ten times a second.
    var noise: [UInt8] = []
    let make: @Sendable (inout Shop) throws -> Void
    var testDescription: String { page.joined(separator: ", ") }
  }

  static let troubles: [Trouble] = [
    Trouble(page: ["Scanner", "Cannot be opened", "", "Check the plug"]) { $0.world.unplug(.scanner) },
    Trouble(page: ["Scanner", "Only noise", "", "Check wire, rate"], noise: [0x00, 0x41, 0x00]) { _ in },
    Trouble(page: ["Scanner", "Does not answer", "", "Check wire, kind"], scanner: .newland) { _ in },
    Trouble(page: ["Keypad", "Held or shorted", "keypadColumn0", "Free it, or wire"]) { shop in
      // The point, which is in the first column.
      if let point = KeyPosition(row: 3, column: 0) { shop.world.press(point, milliseconds: 600_000) }
    },
    Trouble(page: ["Printer", "Cannot be opened", "", "Check the plug"]) { $0.world.unplug(.printer) },
    Trouble(page: ["Printer", "Out of paper", "", "Put in a roll"]) { try $0.prints(.paperOut) },
    Trouble(page: ["Printer", "Cover is open", "", "Close it"]) { try $0.prints(.coverOpen) },
    Trouble(page: ["Printer", "Blocked or error", "", "Switch off, on"]) { try $0.prints(.error) },
    Trouble(page: ["Storage", "No room left", "", "Go online"]) { $0.world.disk.isRoomy = false },
    Trouble(page: ["Clock", "Clock is behind", "", "Go online to set"]) {
      $0.world.setClock(to: Shop.evening.advanced(bySeconds: -3 * 365 * 86_400))
    },
  ]

  @Test(arguments: troubles) func namesThePartAtFault(trouble: Trouble) throws {
    var shop = try shop(trouble.scanner)
    try trouble.make(&shop)
    shop.session.wait(milliseconds: 45_000)
    let pages = pages(&shop, noise: trouble.noise)
    let parts = (pages[0] + pages[1]).filter { $0.hasSuffix("FAULT") }
    #expect(parts.count == 1 && parts[0].hasPrefix(trouble.page[0]), "\(pages)")
    #expect(pages[2] == trouble.page)
  }

  @Test func findsNothingWhereNothingIsWrong() throws {
    var shop = try shop()
    let pages = pages(&shop)
    #expect(!pages.joined().contains { $0.hasSuffix("FAULT") })
    #expect(pages[0][0] == "Self-test" && pages[1][0] == "Self-test")
  }
}

extension Shop {
  fileprivate mutating func isNoisy(_ noise: [UInt8], milliseconds: UInt64) {
    for _ in 0..<milliseconds / 100 {
      world.scan(noise)
      session.wait(milliseconds: 100)
    }
  }

  /// A printer with this trouble, of which the terminal hears when it has something to print.
  fileprivate mutating func prints(_ trouble: PrinterStatus) throws {
    world.setPrinter(trouble)
    sell(code: try code())
    session.wait(milliseconds: 10_000)
  }
}
