import LibCrypto

/// What a terminal sends: entries the hub has not receipted, and what it has of trust, so that the answer can bring
/// what is newer. The connection's client certificate says who sends; the entries' own signatures, which the sender
/// cannot make, say who wrote them.
public struct UploadRequest: Equatable, Sendable {
  public var terminal: TerminalID
  /// Version of the bundle it holds; 0 for none.
  public var trustVersion: UInt64
  /// Number of the delta it holds for that bundle; 0 for none.
  public var deltaNumber: UInt32
  /// Signed entries, contiguous and rising; at most ``WireLimits/uploadEntryCount``. None: it only asks for news.
  public var entries: [[UInt8]]
  /// ``HubList/hash(ofPayload:)`` of each list that it holds, and no bytes where it holds none. Nil: it knows of no such list,
  /// and is to be sent none.
  public var lists: HubLists<[UInt8]>

  public init(
    terminal: TerminalID, trustVersion: UInt64, deltaNumber: UInt32, entries: [[UInt8]],
    lists: HubLists<[UInt8]> = HubLists()
  ) {
    self.terminal = terminal
    self.trustVersion = trustVersion
    self.deltaNumber = deltaNumber
    self.entries = entries
    self.lists = lists
  }

  private enum Field {
    static let terminal: Int64 = 1
    static let trustVersion: Int64 = 2
    static let deltaNumber: Int64 = 3
    static let entries: Int64 = 4
    static let count = 4
  }

  public func encoded() throws(WireFault) -> [UInt8] {
    guard entries.count <= WireLimits.uploadEntryCount else { throw .tooLarge }
    var writer = CBORWriter()
    writer.map(Field.count + lists.count)
    writer.key(Field.terminal)
    writer.text(terminal.text)
    writer.key(Field.trustVersion)
    writer.unsigned(trustVersion)
    writer.key(Field.deltaNumber)
    writer.unsigned(UInt64(deltaNumber))
    writer.key(Field.entries)
    writer.array(entries.count)
    for entry in entries {
      guard !entry.isEmpty else { throw .outOfRange }
      guard entry.count <= WireLimits.signedEntrySize else { throw .tooLarge }
      writer.bytes(entry)
    }
    for kind in HubListKind.allCases {
      guard let hash = lists[kind] else { continue }
      guard UploadRequest.isHash(hash) else { throw .outOfRange }
      writer.key(Int64(kind.rawValue))
      writer.bytes(hash)
    }
    guard writer.bytes.count <= WireLimits.uploadSize else { throw .tooLarge }
    return writer.bytes
  }

  public init(decoding bytes: [UInt8]) throws(WireFault) {
    guard bytes.count <= WireLimits.uploadSize else { throw .tooLarge }
    var reader = CBORReader(bytes)
    var map = try reader.map(atMost: Field.count + HubListKind.allCases.count)
    try reader.require(Field.terminal, in: &map)
    terminal = try reader.terminal()
    try reader.require(Field.trustVersion, in: &map)
    trustVersion = try reader.unsigned()
    try reader.require(Field.deltaNumber, in: &map)
    deltaNumber = try reader.unsigned32()
    try reader.require(Field.entries, in: &map)
    let count = try reader.array(count: 0...WireLimits.uploadEntryCount)
    entries = []
    for _ in 0..<count { entries.append(try reader.bytes(count: 1...WireLimits.signedEntrySize)) }
    lists = HubLists()
    for kind in HubListKind.allCases where try reader.has(Int64(kind.rawValue), in: &map) {
      let hash = try reader.bytes(count: 0...SM3.size)
      guard UploadRequest.isHash(hash) else { throw .outOfRange }
      lists[kind] = hash
    }
    try reader.end(map)
    try reader.finish()
  }

  private static func isHash(_ bytes: [UInt8]) -> Bool { bytes.isEmpty || bytes.count == SM3.size }
}
