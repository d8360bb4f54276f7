import Foundation
import LibCrypto
import Time

/// A region's hub: it enrols terminals, takes their journals, and brings them trust. All it knows is in its store and its
/// keys; two of these over one store are one hub.
public struct Hub: Sendable {
  let store: any HubStore
  let keys: HubKeys
  let clock: @Sendable () -> UnixTime

  /// A hub over a store, whose terminals learn the time from `clock`.
  public init(store: any HubStore, keys: HubKeys, clock: @escaping @Sendable () -> UnixTime = Hub.systemClock) {
    self.store = store
    self.keys = keys
    self.clock = clock
  }

  /// The machine's clock, to the second.
  public static let systemClock: @Sendable () -> UnixTime = {
    UnixTime(seconds: Int64(Date().timeIntervalSince1970))
  }
}
