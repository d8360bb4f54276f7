import Foundation
import LibCrypto
import Time

/// A region's hub: it enrols terminals, takes their journals, and brings them trust. All it knows is in its store and its
/// keys; two of these over one store are one hub.
public struct Hub: Sendable {
  let store: any HubStore
  let keys: HubKeys
  let clock: @Sendable () -> UnixTime
  let acquirer: any Acquirer
  let registry: any IdentityRegistry
  /// Returns when an acquirer has been waited for long enough.
  let patience: @Sendable () async throws -> Void

  /// A hub over a store.
  /// - Parameters:
  ///   - store: what it keeps.
  ///   - keys: what it signs and opens with.
  ///   - acquirer: who moves the money of payment codes.
  ///   - registry: whose health cards and vouchers are.
  ///   - clock: the time that its terminals learn.
  ///   - patience: returns when an acquirer has been waited for long enough.
  public init(
    store: any HubStore, keys: HubKeys, acquirer: any Acquirer = NoAcquirer(),
    registry: any IdentityRegistry = NoRegistry(),
    clock: @escaping @Sendable () -> UnixTime = Hub.systemClock,
    patience: @escaping @Sendable () async throws -> Void = {
      try await Task.sleep(for: .seconds(Hub.acquirerSeconds))
    }
  ) {
    self.store = store
    self.keys = keys
    self.acquirer = acquirer
    self.registry = registry
    self.patience = patience
    self.clock = clock
  }

  /// The machine's clock, to the second.
  public static let systemClock: @Sendable () -> UnixTime = {
    UnixTime(seconds: Int64(Date().timeIntervalSince1970))
  }
}
