import Foundation
import Testing

@testable import PowerCuts

@Suite struct WriteLogTests {
  @Test func writesFlushesAndDiscardsComeInTheirOrder() throws {
    var made = LogBytes()
    made.write(7, count: 2, fill: 0xAA)
    made.flush()
    made.write(9, fill: 0xBB, flags: LogBytes.forced)
    made.discard(20, count: 8)
    made.write(1, fill: 0xCC, flags: LogBytes.flush)

    let log = try WriteLog(made.bytes)
    #expect(log.entries.map(\.kind) == [.write, .flush, .write, .discard, .flush])
    #expect(log.entries.map(\.sector) == [7, 0, 9, 20, 1])
    #expect(log.entries.map(\.sectorCount) == [2, 0, 1, 8, 1])
    #expect(log.entries.map(\.isForced) == [false, false, true, false, false])
    #expect(log.data(of: log.entries[0]) == Data(repeating: 0xAA, count: 1_024))
    #expect(log.data(of: log.entries[3]).isEmpty)
    #expect(log.data(of: log.entries[4]) == Data(repeating: 0xCC, count: 512))
  }

  /// The superblock of a killed emulator counts none of the newest entries.
  @Test func whatTheSuperblockDoesNotCountIsReadAllTheSame() throws {
    var made = LogBytes()
    for sector in 0..<40 { made.write(UInt64(sector), fill: 1) }
    #expect(try WriteLog(made.bytes).entries.count == 40)
  }

  @Test func anEntryThatIsThereInPartWasNeverDone() throws {
    var made = LogBytes()
    made.write(1, fill: 1)
    let whole = made.bytes.count
    made.write(2, count: 3, fill: 2)
    for length in [whole + 1, whole + 511, whole + 512, made.bytes.count - 1] {
      #expect(try WriteLog(made.bytes.prefix(length)).entries.count == 1, "\(length) bytes")
    }
    #expect(try WriteLog(made.bytes).entries.count == 2)
  }

  /// Two requests under way: the later one is in the log, the earlier one's place is still empty.
  @Test func aHeaderOfZeroesEndsTheLog() throws {
    var made = LogBytes()
    made.write(1, fill: 1)
    made.header(0, 0, 0)
    made.write(2, fill: 2)
    #expect(try WriteLog(made.bytes).entries.count == 1)
  }

  @Test func marksAreNoEntries() throws {
    var made = LogBytes()
    made.header(0, 0, LogBytes.mark)
    made.write(1, fill: 1)
    #expect(try WriteLog(made.bytes).entries.map(\.sector) == [1])
  }

  @Test(arguments: [
    (LogBytes(magic: 1), WriteLog.Fault.noLog), (LogBytes(version: 2), .noLog),
    (LogBytes(sectorBytes: 4_096), .otherSectors(4_096)),
  ])
  func anotherFileIsRefused(made: LogBytes, fault: WriteLog.Fault) {
    #expect(throws: fault) { try WriteLog(made.bytes) }
  }

  @Test func anEmptyFileIsRefused() {
    #expect(throws: WriteLog.Fault.noLog) { try WriteLog(Data()) }
  }

  @Test func anEntryThatCannotBeIsSaidWithItsNumber() {
    var made = LogBytes()
    made.write(1, fill: 1)
    made.header(1, 1, 1 << 20)
    #expect(throws: WriteLog.Fault.unreadable(entry: 1)) { try WriteLog(made.bytes) }
    var long = LogBytes()
    long.header(1, .max, 0)
    #expect(throws: WriteLog.Fault.unreadable(entry: 0)) { try WriteLog(long.bytes) }
  }

  @Test func lengthsTellHowManyEntriesHadBeenDone() throws {
    var made = LogBytes()
    var lengths = [made.bytes.count]
    made.write(1, count: 2, fill: 1)
    lengths.append(made.bytes.count)
    made.flush()
    lengths.append(made.bytes.count)
    made.discard(1, count: 2)
    lengths.append(made.bytes.count)
    let log = try WriteLog(made.bytes)
    for (count, length) in lengths.enumerated() {
      #expect(log.entries(inBytes: length) == count)
      #expect(log.entries(inBytes: length - 1) == max(0, count - 1))
    }
    #expect(log.entries(inBytes: .max) == 3)
  }
}
