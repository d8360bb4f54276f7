import Foundation
import Journal
import Wire

/// The input is a list of changes to a whole journal file, four bytes each: where (three, big-endian) and what to flip there.
let journalTarget = FuzzTarget(
  name: "journal", longest: 64, runs: 200, seeds: { [[0, 0, 0, 0], [0, 0x10, 0, 1], [0, 0x20, 0, 1]] },
  run: { changes in
    var file = base.file
    for start in stride(from: 0, to: changes.count - 3, by: 4) {
      let place = Int(changes[start]) << 16 | Int(changes[start + 1]) << 8 | Int(changes[start + 2])
      file[place % file.count] ^= changes[start + 3]
    }
    let path = folder.path + "/changed.sqlite"
    for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    needed { try Data(file).write(to: URL(fileURLWithPath: path)) }
    guard var reader = made({ () throws(StoreFault) in try JournalReader(path: path) }) else { return }
    let report = made { () throws(ChainFault) in
      try ChainCheck.checkAll(of: &reader, terminal: Samples.terminal, key: Samples.journal.publicKey)
    }
    guard let report, report.count > 0 else { return }
    let rows = made { () throws(StoreFault) in try reader.rows(from: report.anchor.sequence + 1, limit: 64) } ?? []
    require(rows.allSatisfy { base.rows.contains($0) }, "what is proven is what was written")
  })

/// A folder of this process, so that several may run beside each other.
private let folder = FileManager.default.temporaryDirectory
  .appending(path: "acceptd-fuzz-\(ProcessInfo.processInfo.processIdentifier)")

/// A journal of a few entries, and its file.
private let base: (file: [UInt8], rows: [JournalRow]) = needed {
  let path = folder.path + "/journal.sqlite"
  var rows: [JournalRow] = []
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  atexit { try? FileManager.default.removeItem(at: folder) }
  do {
    let store = try SQLiteStore(path: path)
    var previous = JournalEntry.noPrevious
    for sequence in 1...4 as ClosedRange<UInt64> {
      let entry = Samples.entry(sequence, after: previous)
      let payload = try entry.encoded()
      previous = JournalEntry.hash(ofPayload: payload)
      let row = JournalRow(
        sequence: sequence, at: entry.at, hash: previous,
        signed: Samples.signed(payload, .journalEntry, by: Samples.journal))
      try store.append(row, with: RowMemory())
      rows.append(row)
    }
  }
  return ([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))), rows)
}
