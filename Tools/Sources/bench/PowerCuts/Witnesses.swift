import BenchKit
import Foundation
import PowerCuts
import Synchronization

/// Notes what the display, the paper and the hub tell of sales, each with how long the card's log was when it was told.
///
/// The length is taken after the telling, so that a sighting may seem later than it was and never earlier.
final class Witnesses: Sendable {
  /// A sighting, and the log's length in bytes at that time.
  private struct Note {
    var witness: Acknowledgement.Witness
    var sighting: Sighting
    var length: Int
  }

  private struct State {
    var notes: [Note] = []
    var known: [Acknowledgement.Witness: Set<Sighting>] = [:]
    /// Totals that have been asked for. A display that is not drawn to its end may read as any other.
    var totals: Set<Int64> = []
  }

  private let bench: EmulatedBench
  private let log: URL
  private let state = Mutex(State())
  /// How often the hub is asked what it has.
  private static let look = Duration.milliseconds(100)

  init(_ bench: EmulatedBench, log: URL) {
    self.bench = bench
    self.log = log
  }

  /// A sale of so many fen is about to be made.
  func expect(total: Int64) {
    state.withLock { _ = $0.totals.insert(total) }
  }

  /// Looks at the counter until the task is cancelled.
  func watchCounter() async {
    var receipts = ReceiptReader()
    var read = 0
    while !Task.isCancelled {
      let (view, version) = bench.view.versioned
      if let shown = Sighting(display: view.display) { note(.shown, shown) }
      for printed in receipts.read(view.paper.dropFirst(read)) { note(.printed, printed) }
      read = view.paper.count
      await bench.view.change(since: version, until: .now + .seconds(1))
    }
  }

  /// Looks at what the hub has until the task is cancelled.
  func watchHub() async {
    while !Task.isCancelled {
      for entry in (try? await bench.surroundings.hubEntries()) ?? [] {
        guard let sale = entry.sale else { continue }
        note(.received, Sighting(sequence: entry.sequence, total: sale.totalFen))
      }
      try? await Task.sleep(for: Self.look)
    }
  }

  private func note(_ witness: Acknowledgement.Witness, _ sighting: Sighting) {
    let length = (try? FileManager.default.attributesOfItem(atPath: log.path)[.size] as? Int) ?? nil
    state.withLock { state in
      guard let length, state.totals.contains(sighting.total) else { return }
      guard state.known[witness, default: []].insert(sighting).inserted else { return }
      state.notes.append(Note(witness: witness, sighting: sighting, length: length))
    }
  }

  /// The newest sale that is known of.
  var newest: UInt64 {
    state.withLock { $0.notes.map(\.sighting.sequence).max() ?? 0 }
  }

  /// Everything known, in positions of the log.
  func acknowledgements(in log: WriteLog) -> [Acknowledgement] {
    state.withLock { state in
      state.notes.map {
        Acknowledgement(
          $0.witness, sequence: $0.sighting.sequence, total: $0.sighting.total,
          position: log.entries(inBytes: $0.length))
      }
    }
  }
}
