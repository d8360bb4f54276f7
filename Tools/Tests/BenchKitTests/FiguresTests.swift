import Devices
import Foundation
import Testing
import Time

@testable import BenchKit

@Suite struct FiguresTests {
  @Test(
    arguments: [
      ([], nil), ([7], 7), ([3, 1, 2], 2), ([4, 1, 2, 3], 2), ([10, 20], 15),
    ] as [([Int], Int?)])
  func theMedianIsTheOneInTheMiddle(_ samples: [Int], _ median: Int?) {
    #expect(Samples(samples).median == median)
  }

  @Test func barsAreOfOneRoundWidthAndHoldEverySample() {
    let samples = Samples([1_040, 1_100, 1_150, 1_190, 2_300])
    #expect(
      samples.histogram(most: 10) == [
        .init(from: 1_000, count: 4), .init(from: 1_200, count: 0), .init(from: 1_400, count: 0),
        .init(from: 1_600, count: 0), .init(from: 1_800, count: 0), .init(from: 2_000, count: 0),
        .init(from: 2_200, count: 1),
      ])
    #expect(Samples([5, 5]).histogram() == [.init(from: 5, count: 2)])
    #expect(Samples([]).histogram().isEmpty)
    for most in 1...20 {
      let bars = samples.histogram(most: most)
      #expect(bars.count <= most || most == 1)
      #expect(bars.map(\.count).reduce(0, +) == 5)
    }
  }

  @Test func theKernelsWordsOnMemoryAreRead() throws {
    let rollup = """
      aaaadc580000-ffffd8a7f000 ---p 00000000 00:00 0                          [rollup]
      Rss:                4776 kB
      Pss:                4325 kB
      Pss_Dirty:          1800 kB
      Private_Clean:      2092 kB
      Private_Dirty:      1784 kB
      """
    let memory = try #require(ResidentMemory(rollup: rollup, status: "Name:\tacceptd\nVmHWM:\t    9884 kB\n"))
    #expect(memory.resident == 4_776)
    #expect(memory.proportional == 4_325)
    #expect(memory.ownWritten == 1_784)
    #expect(memory.peak == 9_884)
    #expect(ResidentMemory(rollup: rollup, status: "") == nil)
    #expect(ResidentMemory(rollup: "Rss: many kB\nPss: 1 kB", status: "VmHWM: 1 kB") == nil)
  }

  @Test func theKernelsWordsOnSleepAreRead() {
    let status = "Threads:\t1\nvoluntary_ctxt_switches:\t117\nnonvoluntary_ctxt_switches:\t9\n"
    #expect(WakeUps.sleeps(status: status) == 117)
    #expect(WakeUps.sleeps(status: "nonvoluntary_ctxt_switches:\t9\n") == nil)
    #expect(WakeUps.sleeps(status: "voluntary_ctxt_switches:\tmany\n") == nil)
  }

  /// The stamp that was known soonest says where the two clocks stand.
  @Test func aTraceIsInThisMachinesTime() {
    let began = ContinuousClock.now
    var trace = PinTrace()
    func note(_ microseconds: UInt64, _ line: Line, _ isHigh: Bool, after late: Int64) {
      trace.note(
        .init(at: Uptime(microseconds: microseconds), line: line, isHigh: isHigh),
        now: began + .microseconds(Int64(microseconds)) + .microseconds(late))
    }
    note(1_000, .keypadRow2, true, after: 900)
    note(5_000, .displayE, true, after: 40)
    note(5_001, .displayE, false, after: 300)
    note(5_080, .displayE, true, after: 300)
    note(5_081, .displayE, false, after: 300)
    note(6_000, .ledGreen, true, after: 300)
    #expect(trace.keyNoticed == began + .microseconds(1_040))
    #expect(trace.displayDone == began + .microseconds(5_121))
    #expect(trace.displayBytes == 1)
    #expect(trace.rose(.ledGreen) == began + .microseconds(6_040))
    #expect(trace.rose(.ledRed) == nil)
    trace.clear()
    #expect(trace.displayDone == nil)
    #expect(trace.moment(Uptime(microseconds: 0)) == began + .microseconds(40), "the clocks are still known")
  }

  private static let figures = Figures(
    board: "some-board", emulator: "QEMU 10",
    programs: [.init(name: "acceptd", bytes: 428_888), .init(name: "uplinkd", bytes: 228_592)],
    programsBudget: 1_000_000,
    memory: [
      .init(name: "acceptd", memory: .init(resident: 4_776, proportional: 4_325, ownWritten: 1_784, peak: 9_884))
    ],
    memoryTogether: 6_420, memoryAim: 8_192,
    idle: [
      .init(name: "acceptd", wakeUps: .init(perMinute: 1)), .init(name: "uplinkd", wakeUps: .init(perMinute: 3)),
    ],
    start: .init(terminal: Samples([2_600_000, 2_500_000, 2_700_000]), bare: Samples([2_000_000])),
    countedStart: .init(terminal: Samples([1_500_000]), bare: Samples([1_200_000])),
    sale: .init(
      verdict: Samples([21_400, 22_600]), bus: Samples([9_000]), acceptance: Samples([30_000])),
    image: .init(bytes: 200 << 20, writtenBytes: 48_000_000, rootBytes: 12_345_678))

  @Test func eachFigureStandsBesideItsFloor() {
    #expect(
      Self.figures.text == """
        Figures of some-board, on QEMU 10

        stripped size         acceptd 429 KB + uplinkd 229 KB
                              657 KB, of 1000 KB at the most
        memory at rest        acceptd: resident 4776 KiB, its share 4325 KiB, own and written 1784 KiB, peak 9884 KiB
                              together, each page once: 6420 KiB; aim: 8192 KiB or less
        idle                  acceptd: wakes 1 times a minute
                              uplinkd: wakes 3 times a minute
        start to scan         median 2600 ms (2500 ms to 2700 ms, 3 times)
        floor: bare init      median 2000 ms (2000 ms to 2000 ms, 1 times)
                              1.30 times the floor; aim: 1.30 or less
        by instructions       median 1500 ms (1500 ms to 1500 ms, 1 times)
        floor: bare init      median 1200 ms (1200 ms to 1200 ms, 1 times)
                              1.25 times the floor; aim: 1.30 or less
        scan to verdict       median 22.00 ms (21.40 ms to 22.60 ms, 2 times)
                                from 21.40 ms #
                                from 21.60 ms 
                                from 21.80 ms 
                                from 22.00 ms 
                                from 22.20 ms 
                                from 22.40 ms 
                                from 22.60 ms #
        floor: its bus        median 9.00 ms (9.00 ms to 9.00 ms, 1 times)
        key to accepted       median 30.00 ms (30.00 ms to 30.00 ms, 1 times)
        image                 210 MB, of which 48 MB are written; a root slot is 12 MB

        """)
  }

  @Test func theSameIsThereForAProgram() throws {
    let read = try JSONDecoder().decode(Figures.self, from: Data(try Self.figures.json().utf8))
    #expect(read == Self.figures)
  }
}
