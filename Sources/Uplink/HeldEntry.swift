import Wire

/// An entry of the journal, to be sent.
public struct HeldEntry: Equatable, Sendable {
  public let sequence: UInt64
  /// COSE_Sign1, as the journal keeps it.
  public let signed: [UInt8]

  public init(sequence: UInt64, signed: [UInt8]) {
    self.sequence = sequence
    self.signed = signed
  }
}

enum Batch {
  /// Bytes of a request that are not entries: the map, the terminal, trust's versions, and a head for each entry.
  static let overhead = 256 + 4 * WireLimits.uploadEntryCount

  /// The entries of one request: those that follow `cursor` without a gap, as many as one request may carry.
  static func entries(after cursor: UInt64, of held: [HeldEntry]) -> [[UInt8]] {
    var chosen: [[UInt8]] = []
    var room = WireLimits.uploadSize - overhead
    for entry in held.prefix(WireLimits.uploadEntryCount) {
      guard entry.sequence == cursor + 1 + UInt64(chosen.count), entry.signed.count <= room else { break }
      room -= entry.signed.count
      chosen.append(entry.signed)
    }
    return chosen
  }
}
