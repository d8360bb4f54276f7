import RandomFixtures
import Testing
import Time

@testable import Devices

@Suite struct PrinterTests {
  private let start = Uptime(microseconds: 9_000_000)
  private let codec = try! TextCodec()

  /// A printer at the far end of a port.
  private struct Bench {
    var printer = Printer()
    var port = TestPort()
    var paper: ESCPOSDecoder
    var now: Uptime
    var events: [PrinterEvent] = []
    var answers = true
    private var seen = 0

    init(codec: TextCodec, at now: Uptime) {
      paper = ESCPOSDecoder(codec: codec)
      self.now = now
    }

    /// Lets both sides talk until there is nothing to write, or the port takes nothing.
    mutating func talk() throws {
      while true {
        var isStill = true
        if printer.wantsToWrite {
          let before = port.written.count
          events += try printer.write(to: &port, at: now)
          isStill = port.written.count == before
        }
        let back = paper.receive(port.written[seen...])
        seen = port.written.count
        if answers, !back.isEmpty {
          port.arriving.append(back)
          isStill = false
        }
        events += try printer.read(from: &port, at: now)
        if isStill && port.arriving.isEmpty { return }
      }
    }

    mutating func wait(_ microseconds: UInt64) throws {
      now = now.advanced(byMicroseconds: microseconds)
      events += printer.timer(at: now)
      try talk()
    }

    var lines: [String] {
      paper.paper.map { if case .line(let line) = $0 { line.text } else { "--cut--" } }
    }
  }

  private func job(_ text: String) -> [UInt8] {
    ReceiptEncoder(paper: .millimetres58, codec: codec).encode([.text(text, .plain), .cut])
  }

  @Test func nothingIsAskedWithoutAJob() throws {
    var bench = Bench(codec: codec, at: start)
    #expect(bench.printer.opened(at: start).isEmpty)
    #expect(bench.printer.nextDeadline == nil)
    #expect(!bench.printer.wantsToWrite)
    try bench.printer.print(job("one"), at: start)
    try bench.talk()
    #expect(bench.events == [.printed])
    #expect(bench.lines == ["one", "--cut--"])
    #expect(bench.printer.nextDeadline == nil)
    #expect(!bench.printer.wantsToWrite)
  }

  @Test(arguments: 1...7)
  func anyPortionsGiveTheSamePaper(portion: Int) throws {
    var random = SeededRandom(seed: UInt64(portion))
    var bench = Bench(codec: codec, at: start)
    bench.port.takes = (0..<5_000).map { _ in Int.random(in: 0...portion, using: &random) } + [portion]
    let texts = ["合计 12.30 元", "second receipt", "第三张小票"]
    for text in texts { try bench.printer.print(job(text), at: start) }
    for _ in 0..<4_000 where bench.printer.waiting > 0 { try bench.talk() }
    #expect(bench.events == [.printed, .printed, .printed])
    #expect(bench.lines == texts.flatMap { [$0, "--cut--"] })
    #expect(bench.paper.unknown == 0)
  }

  @Test(
    arguments: [
      (PrinterStatus.paperOut, PrinterTrouble.paperOut), (.coverOpen, .coverOpen), (.error, .error),
      ([.coverOpen, .paperOut], .coverOpen),
    ] as [(PrinterStatus, PrinterTrouble)])
  func aJobWaitsForAPerson(status: PrinterStatus, trouble: PrinterTrouble) throws {
    var bench = Bench(codec: codec, at: start)
    bench.paper.status = status
    try bench.printer.print(job("waits"), at: start)
    try bench.talk()
    #expect(bench.events == [.trouble(trouble)])
    for _ in 0..<5 { try bench.wait(Printer.askAgainMicroseconds) }
    #expect(bench.events == [.trouble(trouble)])
    #expect(bench.lines.isEmpty)
    bench.paper.status = []
    try bench.wait(Printer.askAgainMicroseconds)
    #expect(bench.events == [.trouble(trouble), .recovered, .printed])
    #expect(bench.lines == ["waits", "--cut--"])
    #expect(bench.printer.nextDeadline == nil)
  }

  @Test func aLowRollIsToldOnce() throws {
    var bench = Bench(codec: codec, at: start)
    bench.paper.status = .paperLow
    for _ in 0..<3 {
      try bench.printer.print(job("x"), at: start)
      try bench.talk()
    }
    #expect(bench.events == [.paperLow, .printed, .printed, .printed])
    bench.paper.status = []
    try bench.printer.print(job("x"), at: start)
    try bench.talk()
    bench.paper.status = .paperLow
    try bench.printer.print(job("x"), at: start)
    try bench.talk()
    #expect(bench.events.suffix(3) == [.printed, .paperLow, .printed])
  }

  @Test func aMutePrinterIsPrintedOnBlindly() throws {
    var bench = Bench(codec: codec, at: start)
    bench.answers = false
    try bench.printer.print(job("one"), at: start)
    try bench.talk()
    #expect(bench.lines.isEmpty)
    try bench.wait(Printer.answerMicroseconds)
    #expect(bench.lines == ["one", "--cut--"])
    try bench.printer.print(job("two"), at: bench.now)
    try bench.talk()
    #expect(bench.events == [.printed, .printed])
  }

  @Test func aPrinterThatFallsSilentIsToldAndAskedAgain() throws {
    var bench = Bench(codec: codec, at: start)
    try bench.printer.print(job("one"), at: start)
    try bench.talk()
    bench.answers = false
    try bench.printer.print(job("two"), at: bench.now)
    try bench.talk()
    try bench.wait(Printer.answerMicroseconds)
    #expect(bench.events == [.printed, .trouble(.notAnswering)])
    bench.answers = true
    try bench.wait(Printer.askAgainMicroseconds)
    #expect(bench.events.suffix(2) == [.recovered, .printed])
    #expect(bench.lines == ["one", "--cut--", "two", "--cut--"])
  }

  @Test func aPrinterThatTakesNothingIsTold() throws {
    var bench = Bench(codec: codec, at: start)
    bench.port.takes = [0]
    try bench.printer.print(job("one"), at: start)
    try bench.talk()
    try bench.wait(Printer.answerMicroseconds)
    #expect(bench.events == [.trouble(.blocked)])
    bench.port.takes = [3]
    try bench.wait(Printer.askAgainMicroseconds)
    #expect(bench.events == [.trouble(.blocked), .recovered, .printed])
  }

  @Test func aStallInAJobIsToldAndGoesOnWhereItWas() throws {
    var bench = Bench(codec: codec, at: start)
    bench.port.takes = [10, 4, 0]
    try bench.printer.print(job("stalls"), at: start)
    try bench.talk()
    try bench.wait(Printer.stallMicroseconds)
    #expect(bench.events == [.trouble(.blocked)])
    #expect(bench.printer.nextDeadline == nil)
    #expect(bench.printer.wantsToWrite)
    bench.port.takes = [5]
    try bench.talk()
    #expect(bench.events == [.trouble(.blocked), .recovered, .printed])
    #expect(bench.lines == ["stalls", "--cut--"])
  }

  @Test func aTornReceiptIsPrintedWholeOnTheNextPort() throws {
    for taken in 0..<job("torn receipt").count {
      var bench = Bench(codec: codec, at: start)
      bench.port.takes = [10, taken, 0]
      try bench.printer.print(job("torn receipt"), at: start)
      try bench.talk()
      bench.port.writeFault = .gone
      #expect(throws: PortFault.gone) { try bench.talk() }
      bench.events += bench.printer.vanished()
      #expect(bench.events == [.trouble(.vanished)])
      #expect(bench.printer.nextDeadline == nil)
      #expect(!bench.printer.wantsToWrite)
      try bench.printer.print(job("next"), at: bench.now)

      bench.port.writeFault = nil
      bench.port.takes = [Int.max]
      bench.events += bench.printer.opened(at: bench.now)
      try bench.talk()
      #expect(bench.events == [.trouble(.vanished), .recovered, .printed, .printed])
      #expect(bench.lines.suffix(4) == ["torn receipt", "--cut--", "next", "--cut--"], "after \(taken) bytes")
    }
  }

  @Test func theQueueIsBounded() throws {
    var printer = Printer()
    _ = printer.vanished()
    let longest = [UInt8](repeating: 0x41, count: Printer.longestJob)
    for _ in 0..<Printer.mostJobs { try printer.print(longest, at: start) }
    #expect(throws: PrintRefusal.queueFull) { try printer.print([0x41], at: start) }
    #expect(throws: PrintRefusal.tooLong) { try printer.print(longest + [0x41], at: start) }
    #expect(printer.waiting == Printer.mostJobs)
  }

  @Test func answersAreToldFromOtherBytes() {
    var answers = StatusAnswers()
    // XOFF, XON, an automatic status packet's first byte, 0 and FF are none.
    for byte: UInt8 in [0x13, 0x11, 0x10, 0x00, 0xFF] { #expect(answers.take(byte) == nil) }
    #expect(answers.take(0x12) == nil)
    #expect(answers.take(0x12) == PrinterStatus())
    #expect(answers.take(0x16) == nil)
    #expect(answers.take(0x7E) == [.coverOpen, .paperOut, .paperLow])
  }
}
