import Foundation
import Seeds

/// What a card holds after a power cut, as far as its data sheet goes.
///
/// The model, harsher than most cards are:
/// - A write that was done before a flush was asked for is there once that flush is done, and stays.
/// - A write that asked to be forced through is there once it is done.
/// - Of every other write each part may be there or not, whatever became of those before and after it. A sector is
///   never half written: that much every card promises.
/// - A card without a cache is the special case in which nothing is lost but the rest of the newest write.
///
/// Discarded sectors keep what they held: a card may answer anything, and whoever discards must not care.
public struct CardModel: Sendable {
  /// A run of sectors that the card was sent and kept.
  public struct Kept: Equatable, Sendable {
    /// The entry of the log that wrote it.
    public var entry: Int
    /// Which of the entry's sectors.
    public var sectors: Range<Int>
  }

  public let log: WriteLog
  /// How the card keeps the promise of a flush; `.broken` to see whether anyone would notice.
  public var flushes: Flushes

  public enum Flushes: Sendable {
    case kept
    /// The card says that it has flushed and has not.
    case broken
  }

  /// For each number of entries, how many of the first of them the last flush among them covers.
  private let flushed: [Int]

  public init(_ log: WriteLog, flushes: Flushes = .kept) {
    self.log = log
    self.flushes = flushes
    var flushed = [0]
    flushed.reserveCapacity(log.entries.count + 1)
    for (index, entry) in log.entries.enumerated() {
      flushed.append(entry.kind == .flush ? index : flushed[index])
    }
    self.flushed = flushed
  }

  /// How many entries are safe from a cut after `position` of them.
  public func durable(at position: Int) -> Int {
    flushes == .broken ? max(0, flushed[position] - Self.held) : flushed[position]
  }

  /// How many entries a card whose flushes are broken holds back.
  static let held = 64

  /// What a cut leaves of the entries above `durable(at:)`, in the order in which they are to be applied.
  public func kept(after cut: Cut) -> [Kept] {
    let pending = (durable(at: cut.position)..<cut.position).filter { writes(log.entries[$0]) }
    var random: Seeded
    switch cut.loss {
    case .nothing: return pending.map(whole)
    case .everything: return pending.filter { isForced($0) }.map(whole)
    case .allButNewest: return pending.filter { isForced($0) || $0 == pending.last }.map(whole)
    case .some(let seed):
      random = Seeded(seed)
      // Drawn for every write, so that what is kept of one does not hang on another.
      return pending.filter { Bool.random(using: &random) || isForced($0) }.map(whole)
    case .torn(let seed):
      random = Seeded(seed)
      return pending.flatMap { isForced($0) ? [whole($0)] : torn($0, &random) }
    }
  }

  /// A forced write is safe when it is done; the newest may be under way still.
  private func isForced(_ index: Int) -> Bool {
    flushes == .kept && log.entries[index].isForced
  }

  private func writes(_ entry: WriteLog.Entry) -> Bool {
    entry.kind != .discard && entry.sectorCount > 0
  }

  private func whole(_ index: Int) -> Kept {
    Kept(entry: index, sectors: 0..<log.entries[index].sectorCount)
  }

  private func torn(_ index: Int, _ random: inout Seeded) -> [Kept] {
    var kept: [Kept] = []
    for sector in 0..<log.entries[index].sectorCount where Bool.random(using: &random) {
      if let last = kept.last, last.sectors.upperBound == sector {
        kept[kept.count - 1].sectors = last.sectors.lowerBound..<(sector + 1)
      } else {
        kept.append(Kept(entry: index, sectors: sector..<(sector + 1)))
      }
    }
    return kept
  }
}
