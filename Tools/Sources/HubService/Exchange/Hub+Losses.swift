import Synchronization
import Time
import Wire

extension Hub {
  /// The list of losses. It goes back as far as terminals go by the published bundle: what is older was there when that was issued,
  /// and the hub publishes none that leaves it out.
  func lossList(at now: UnixTime) async throws -> LossList {
    try await cards.lossList(since: now.advanced(bySeconds: -acceptForSeconds()), at: now)
  }

  private func acceptForSeconds() async throws -> Int64 {
    guard let held = try await store.trust().bundle else { return CardPolicy.replacementWait }
    return try lossWindow.seconds(of: held.version) {
      Int64(try verified(held.signed, .trustBundle, TrustBundle.init(decoding:)).acceptForSeconds)
    }
  }
}

/// For how many seconds terminals go by the latest bundle: found once for each, because a bundle is large and an exchange often.
final class LossWindow: Sendable {
  private let known = Mutex<(version: UInt64, seconds: Int64)?>(nil)

  func seconds(of version: UInt64, _ find: () throws -> Int64) throws -> Int64 {
    if let known = known.withLock({ $0 }), known.version == version { return known.seconds }
    let seconds = try find()
    known.withLock { $0 = (version, seconds) }
    return seconds
  }
}
