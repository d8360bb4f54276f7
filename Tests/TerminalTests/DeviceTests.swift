import Counter
import Devices
import Simulation
import Terminal
import Testing

/// Devices that vanish and come back.
@Suite struct DeviceTests {
  @Test func aScannerThatIsPulledOutAndPutBackScansAgain() throws {
    var shop = try Shop()
    shop.world.unplug(.scanner)
    shop.session.wait(milliseconds: 1_000)
    #expect(shop.count(31) == 1)
    shop.world.plugged.insert(.scanner)
    shop.session.wait(milliseconds: 9_000)
    shop.sell(code: try shop.code())
    #expect(try shop.entries() == 1)
  }

  /// The display's wait for its power passes while the cryptography is tested, and nothing is shown before that is over.
  @Test func theLinesComeFirstAndNothingIsShownDuringTheStart() throws {
    var shop = try Shop()
    let shown = shop.text
    let started = shop.session.terminal.diagnostics.records.map(\.diagnostic)
    #expect(started.starts(with: [.started, .deviceOpened(.lines), .journalOpened(entries: 0)]))
    #expect(shop.count(30) == 3, "each device is opened once")
    shop.scan(try shop.code())
    let before = shop.text
    #expect(before != shown)
    shop.world.isDead = true
    shop.session = try Session(shop.world, shop.configuration)
    #expect(shop.text == before, "what the display shows is left alone until the first turn")
    shop.session.wait(milliseconds: 1_000)
    #expect(shop.text == shown)
  }

  @Test func anAbsentScannerIsAskedForLessAndLessOften() throws {
    var shop = try Shop()
    shop.world.unplug(.scanner)
    shop.session.wait(milliseconds: 60_000)
    let before = shop.world.wakeUpsByTime
    shop.session.wait(milliseconds: 80_000)
    #expect(shop.world.wakeUpsByTime - before <= 4)
  }

  @Test func aKeyHasAnAbsentScannerTriedAtOnce() throws {
    var shop = try Shop()
    shop.world.unplug(.scanner)
    shop.session.wait(milliseconds: 600_000)
    shop.world.plugged.insert(.scanner)
    shop.press(.cancel)
    shop.session.wait(milliseconds: 300)
    shop.sell(code: try shop.code())
    #expect(try shop.entries() == 1)
  }

  @Test func withoutAPrinterTheSaleStandsAndTheReceiptFollows() throws {
    var shop = try Shop { $0.plugged.remove(.printer) }
    shop.sell(code: try shop.code())
    #expect(shop.text[0] == "Sold, no receipt")
    #expect(try shop.entries() == 1)
    #expect(shop.paper.isEmpty)
    shop.world.plugged.insert(.printer)
    shop.session.wait(milliseconds: 10_000)
    #expect(shop.paper.contains { $0.contains("12.50") })
  }

  @Test func linesThatComeBackShowTheScreenAgain() throws {
    var shop = try Shop()
    shop.scan(try shop.code())
    let shown = shop.text
    shop.world.unplug(.lines)
    shop.session.wait(milliseconds: 500)
    shop.world.plugged.insert(.lines)
    shop.session.wait(milliseconds: 9_000)
    #expect(shop.text == shown)
    shop.press(.enter)
    shop.type("3")
    #expect(shop.text != shown)
  }

  @Test func noiseFromTheScannerIsCountedAndHarmless() throws {
    var shop = try Shop()
    shop.scan([0x01, 0x02] + [UInt8](repeating: 0x41, count: 3_000))
    shop.scan(Array("6901234567892".utf8))
    #expect(shop.text[0].hasPrefix("Articles"))
    #expect(shop.count(33) >= 1)
    shop.sell(code: try shop.code())
    #expect(try shop.entries() == 1)
  }

  @Test func aCodeThatIsNotTakenIsLoggedByKindAndLengthAlone() throws {
    var shop = try Shop()
    for (text, refusal, line) in [
      ("11010519491231002X", Refusal.residentID, "D44 a code that is not taken: residentID, 18 bytes"),
      ("]C011010519491231002X", .residentID, "D44 a code that is not taken: residentID, 21 bytes"),
      ("https://example.com/1", .unknownCode, "D45 a code of no known kind: 21 printable characters"),
      ("169999999963876498", .unknownCode, "D45 a code of no known kind: 18 digits"),
      ("王小明", .unknownCode, "D45 a code of no known kind: 9 bytes"),
    ] {
      let count = shop.session.terminal.tally.refused(refusal)
      shop.scan(Array(text.utf8))
      #expect(shop.session.terminal.tally.refused(refusal) == count + 1)
      #expect(shop.world.log.last == line)
      #expect(!shop.world.log.contains { $0.contains(text) })
    }
  }

  @Test func aLineThatBabblesIsToldAndNotTaken() throws {
    var shop = try Shop()
    for _ in 0..<30 {
      shop.world.scan([0x00, 0x41, 0x00])
      shop.session.wait(milliseconds: 100)
    }
    #expect(shop.text[0].contains("No scanner"))
    #expect(shop.count(42) == 1)
    shop.session.wait(milliseconds: 300)
    #expect(shop.text[0].contains("Scan code"))
    #expect(shop.count(43) == 1)
    shop.sell(code: try shop.code())
    #expect(try shop.entries() == 1)
  }

  @Test func everyKeyOfTheKeypadIsItsLegend() throws {
    let legend: [Key] = [
      .digit1, .digit2, .digit3, .cancel, .digit4, .digit5, .digit6, .backspace, .digit7, .digit8, .digit9, .category,
      .point, .digit0, .language, .enter,
    ]
    #expect(KeyPosition.all.map { Key($0) } == legend)
  }
}
