import Foundation
import LibCrypto
import Time

/// A region's hub: it enrols terminals, takes their journals, and brings them trust. All it knows is in its store and its
/// keys; two of these over one store are one hub.
public struct Hub: Sendable {
  let store: any HubStore
  let cards: any CardStore
  let institutions: any InstitutionStore
  let keys: HubKeys
  let clock: @Sendable () -> UnixTime
  let acquirer: any Acquirer
  let pinCost: PINCost
  let lossWindow = LossWindow()
  /// Returns when an acquirer has been waited for long enough.
  let patience: @Sendable () async throws -> Void

  /// A hub over a store.
  /// - Parameters:
  ///   - store: what it keeps of terminals and trust.
  ///   - cards: what it keeps of people's cards.
  ///   - institutions: what it keeps for institutions that ask it.
  ///   - keys: what it signs and opens with.
  ///   - acquirer: who moves the money of payment codes.
  ///   - pinCost: how slow the hash of a PIN is.
  ///   - clock: the time that its terminals learn.
  ///   - patience: returns when an acquirer has been waited for long enough.
  public init(
    store: any HubStore, cards: any CardStore, institutions: any InstitutionStore, keys: HubKeys,
    acquirer: any Acquirer = NoAcquirer(),
    pinCost: PINCost = .standard,
    clock: @escaping @Sendable () -> UnixTime = Hub.systemClock,
    patience: @escaping @Sendable () async throws -> Void = {
      try await Task.sleep(for: .seconds(Hub.acquirerSeconds))
    }
  ) {
    self.store = store
    self.cards = cards
    self.institutions = institutions
    self.keys = keys
    self.acquirer = acquirer
    self.pinCost = pinCost
    self.patience = patience
    self.clock = clock
  }

  /// A hub over one file that has it all.
  public init(
    store: SQLiteHubStore, keys: HubKeys, acquirer: any Acquirer = NoAcquirer(),
    pinCost: PINCost = .standard,
    clock: @escaping @Sendable () -> UnixTime = Hub.systemClock,
    patience: @escaping @Sendable () async throws -> Void = {
      try await Task.sleep(for: .seconds(Hub.acquirerSeconds))
    }
  ) {
    self.init(
      store: store, cards: store, institutions: store, keys: keys, acquirer: acquirer, pinCost: pinCost, clock: clock,
      patience: patience)
  }

  /// The machine's clock, to the second.
  public static let systemClock: @Sendable () -> UnixTime = {
    UnixTime(seconds: Int64(Date().timeIntervalSince1970))
  }
}
