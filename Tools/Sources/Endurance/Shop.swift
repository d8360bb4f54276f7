import BenchKit
import Synchronization

/// A desk at which customer after customer buys something, with a book of what was sold and somebody who looks on.
public final class Shop: Sendable {
  public let bench: DeskBench
  private let pages = Mutex(SalesBook())
  /// How often the key was about to be pressed that accepts a sale.
  public let acceptances = Watch(0)

  /// Sales one after the other are of different cards and different totals, so that none can be taken for another: the totals
  /// come round after as many as no clerk has under way.
  private static let customers = ["wang", "li", "zhao"].compactMap { id in Customer.cast.first { $0.id == id } }
  private static let totals = Array(stride(from: Int64(10_00), to: 100_00, by: 1_00))

  public init(at bench: DeskBench) {
    self.bench = bench
  }

  public var book: SalesBook { pages.withLock { $0 } }

  /// Makes one sale, from a counter at which nothing is under way. Throws `Clerk.Interrupted` where the terminal begins anew meanwhile.
  /// - Parameter clerk: who serves; one of another patience than usual.
  public func sell(by clerk: Clerk? = nil) async throws {
    var clerk = clerk ?? Clerk(at: bench)
    let number = acceptances.value
    let customer = Self.customers[number % Self.customers.count]
    let total = Self.totals[number % Self.totals.count]
    try await clerk.prepare(customer, total: total)
    let place = pages.withLock { $0.accepting(card: customer.cardSerial, total: total) }
    acceptances.update { $0 += 1 }
    let sighting = try await clerk.accept(total: total)
    pages.withLock { $0.accepted(place, as: sighting) }
  }

  /// Waits until the next customer can be served, and notes what is said of the last sale.
  public func clear(by clerk: Clerk? = nil) async throws {
    var clerk = clerk ?? Clerk(at: bench)
    guard let said = try await clerk.clear() else { return }
    pages.withLock { $0.saw(said, .shown) }
  }

  /// Takes the paper out of the printer and notes what is on it, until the task is cancelled.
  public func tearOff() async {
    var receipts = ReceiptReader()
    while true {
      let version = bench.view.versioned.version
      // Taken without a change of the view, where there is none to take: a change would wake this again.
      if !bench.view.value.paper.isEmpty {
        let printed = receipts.read(bench.view.update { $0.takePaper() })
        pages.withLock { book in for receipt in printed { book.saw(receipt, .printed) } }
      }
      guard !Task.isCancelled else { return }
      await bench.view.change(since: version, until: .now + .seconds(1))
      try? await Task.sleep(for: .milliseconds(50))
    }
  }

  /// Waits until the hub has what the journal has, and says what is wrong with that.
  public func audit(within time: Duration) async throws -> [String] {
    let deadline = ContinuousClock.now + time
    while true {
      let journal = try await bench.journalLedger()
      let hub = try? await bench.hubLedger()
      if hub == journal, try await bench.pending() == 0 { break }
      guard ContinuousClock.now < deadline else {
        let has = "the journal has \(journal.entries) entries, the hub \(hub?.entries ?? 0)"
        return [has + ", and that does not change"]
      }
      try await Task.sleep(for: .milliseconds(200))
    }
    return book.violations(of: try await bench.surroundings.hubEntries())
  }
}
