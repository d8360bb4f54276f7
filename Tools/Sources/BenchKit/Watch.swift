import Synchronization

/// A value that one side changes while others wait for what it becomes.
///
/// Nobody polls: a wait ends with the change that satisfies it, or with its deadline.
public final class Watch<Value: Sendable>: Sendable {
  private struct Storage {
    var value: Value
    /// Counts the changes.
    var version: UInt64 = 0
    var waiters: [UInt64: CheckedContinuation<Void, Never>] = [:]
    var nextWaiter: UInt64 = 0
  }

  private let storage: Mutex<Storage>

  public init(_ value: Value) {
    storage = Mutex(Storage(value: value))
  }

  /// The value now.
  public var value: Value {
    storage.withLock { $0.value }
  }

  /// The value now, and the number of changes that led to it.
  public var versioned: (value: Value, version: UInt64) {
    storage.withLock { ($0.value, $0.version) }
  }

  /// Changes the value and wakes whoever waits.
  @discardableResult
  public func update<Result: Sendable>(_ change: (inout Value) -> Result) -> Result {
    let (result, waiters) = storage.withLock { storage in
      let result = change(&storage.value)
      storage.version += 1
      let waiters = Array(storage.waiters.values)
      storage.waiters = [:]
      return (result, waiters)
    }
    for waiter in waiters {
      waiter.resume()
    }
    return result
  }

  /// Waits until the value has changed since `version`, `deadline` has passed, or the task is cancelled.
  public func change(since version: UInt64, until deadline: ContinuousClock.Instant) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await self.change(since: version) }
      group.addTask { try? await Task.sleep(until: deadline, clock: .continuous) }
      await group.next()
      group.cancelAll()
    }
  }

  /// Waits until `condition` holds and returns the value for which it did; nil when `deadline` passes first.
  public func value(
    until deadline: ContinuousClock.Instant, where condition: @Sendable (Value) -> Bool
  ) async -> Value? {
    while !Task.isCancelled {
      let (value, version) = versioned
      if condition(value) { return value }
      guard ContinuousClock.now < deadline else { return nil }
      await change(since: version, until: deadline)
    }
    return nil
  }

  private func change(since version: UInt64) async {
    let number = storage.withLock { storage in
      storage.nextWaiter += 1
      return storage.nextWaiter
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = storage.withLock { storage in
          // Cancellation may have come before there was a waiter to wake.
          if storage.version != version || Task.isCancelled { return true }
          storage.waiters[number] = continuation
          return false
        }
        if isOver { continuation.resume() }
      }
    } onCancel: {
      storage.withLock { $0.waiters.removeValue(forKey: number) }?.resume()
    }
  }
}
