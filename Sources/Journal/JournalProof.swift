import CSQLite
import LibCrypto
import Time

/// Proves a whole journal file when it is opened for writing, before anything is written to it.
enum JournalProof {
  /// Since this schema each entry has a checksum.
  private static let checksums: Int64 = 3

  /// The tables are those of the schema, every page is where it belongs, every index says what its table says, every sequence
  /// from the anchor to the newest is there, and every entry is, bit by bit, what was committed. What entries say is checked by
  /// `ChainCheck`.
  static func check(_ database: Database, of schema: Schema, version: Int64) throws(StoreFault) {
    guard try schema.isThat(of: database, version: version) else { throw .damaged }
    try checkStructure(of: database)
    guard try database.integer("SELECT count(*) FROM anchor") == 1 else { throw .damaged }
    var expected = try database.integer("SELECT sequence FROM anchor")
    let checksum = version >= checksums ? "checksum" : "NULL"
    let rows = try Statement(
      "SELECT sequence, at, hash, signed, \(checksum) FROM entries ORDER BY sequence", on: database)
    while try rows.step() {
      expected += 1
      guard rows.integer(0) == expected else { throw .damaged }
      // One of an older schema has none.
      if rows.isNull(4) { continue }
      let row = JournalRow(
        sequence: UInt64(expected), at: UnixTime(seconds: rows.integer(1)), hash: rows.bytes(2), signed: rows.bytes(3))
      guard rows.integer(4) == row.checksum else { throw .damaged }
    }
  }

  /// SQLite reports a page that it could not read as it does damage, in words. Nothing is set aside for a disk that failed.
  private static func checkStructure(of database: Database) throws(StoreFault) {
    let found = try database.text("PRAGMA integrity_check(1)")
    guard found != Array("ok".utf8) else { return }
    if Database.wasReadRefused { throw .failed }
    if found.contains(Array("failed to get page".utf8)) { throw .failed }
    guard let code = found.number(after: Array("error code=".utf8)) else { throw .damaged }
    throw Int32(code & 0xFF) == SQLITE_IOERR ? .failed : .damaged
  }
}

extension [UInt8] {
  fileprivate func contains(_ words: [UInt8]) -> Bool {
    end(of: words) != nil
  }

  /// The decimal number that stands right after the words.
  fileprivate func number(after words: [UInt8]) -> Int? {
    guard let start = end(of: words) else { return nil }
    let digits = self[start...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }.prefix(9)
    return digits.isEmpty ? nil : digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  private func end(of words: [UInt8]) -> Int? {
    var start = 0
    while start + words.count <= count {
      if self[start..<(start + words.count)].elementsEqual(words) { return start + words.count }
      start += 1
    }
    return nil
  }
}

extension JournalRow {
  /// Tells a row from one of which a bit is another: the first 8 bytes of SHA-256 over sequence, time, hash and entry. Not
  /// against a forger, for that is what the signature is for.
  var checksum: Int64 {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16 + hash.count + signed.count)
    bytes.appendBigEndian(sequence)
    bytes.appendBigEndian(at.seconds)
    bytes += hash
    bytes += signed
    return SHA256.hash(bytes).prefix(8).reduce(0) { $0 << 8 | Int64($1) }
  }
}

extension [UInt8] {
  mutating func appendBigEndian<Value: FixedWidthInteger>(_ value: Value) {
    for shift in stride(from: Value.bitWidth - 8, through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: value >> Value(shift)))
    }
  }
}
