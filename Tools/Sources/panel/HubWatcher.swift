import BenchKit
import OperatorAPI

/// Looks at the hub and at the terminal's inbox, for neither can announce what is new.
struct HubWatcher: Sendable {
  let bench: any Bench
  let hub: Watch<HubPiece>

  private static let look = Duration.milliseconds(400)

  /// Runs until it is cancelled.
  func run() async {
    var last: EntryRecord?
    while !Task.isCancelled {
      await look(&last)
      try? await Task.sleep(for: Self.look)
    }
  }

  private func look(_ last: inout EntryRecord?) async {
    var piece = hub.value
    // A terminal that is being set up anew has neither file for a moment.
    piece.pending = (try? await bench.pending()) ?? piece.pending
    piece.receipted = (try? await bench.receipted()) ?? piece.receipted
    do {
      for entry in try await bench.surroundings.hubEntries(after: last?.sequence ?? 0) {
        let follows = entry.sequence == (last?.sequence ?? 0) + 1 && last.map { $0.hash == entry.previous } ?? true
        piece.whole = piece.whole && follows
        piece.entries.append(HubPiece.Entry(entry))
        last = entry
      }
      piece.bundle = try await bench.surroundings.hubStatus().bundleVersion
      piece.reachable = true
    } catch {
      piece.reachable = false
    }
    if piece != hub.value { hub.update { [piece] in $0 = piece } }
  }
}
