import Codes
import OperatorAPI
import Time
import Wire

extension Hub {
  /// Which cards terminals are to refuse, and what the next delta must say so that they do. The hub cannot sign it.
  public func revocations() async throws -> RevocationList {
    let revoked = try await cards.revocations(at: clock())
    let published = try await published()
    let listed = Set(try await lossList(at: clock()).cards)
    let entries = revoked.map {
      let isPublished = published?.refuses($0.card) ?? false
      return RevocationList.Entry(
        card: Self.name($0.card), since: $0.since.seconds, isPublished: isPublished,
        isTold: isPublished || listed.contains($0.card))
    }
    return RevocationList(cards: entries, delta: published?.nextDelta(revoking: revoked.map(\.card)))
  }

  /// Refuses what would bring terminals less than the hub knew when it was issued, or less than they have: a loss must not be
  /// forgotten between the hub and the office that signs.
  func requireRevocations(in trust: PublishedRevocations, issuedAt: UnixTime) async throws {
    let published = try await published()
    let missing = try await cards.revocations(at: clock()).contains {
      ($0.since < issuedAt || published?.refuses($0.card) == true) && !trust.refuses($0.card)
    }
    guard !missing else { throw OperatorFault.revocationsMissing }
  }

  private func published() async throws -> PublishedRevocations? {
    try await publishedTrust()?.revocations
  }

  /// The bundle that terminals are brought to, and whom they refuse by it and its delta.
  func publishedTrust() async throws -> (bundle: TrustBundle, revocations: PublishedRevocations)? {
    let trust = try await store.trust()
    guard let held = trust.bundle else { return nil }
    let bundle = try verified(held.signed, .trustBundle, TrustBundle.init(decoding:))
    let delta = try trust.delta.map { try verified($0.signed, .revocationDelta, RevocationDelta.init(decoding:)) }
    return (bundle, PublishedRevocations(bundle: bundle, delta: delta))
  }
}

/// Whom terminals refuse by a bundle and the delta to it.
struct PublishedRevocations: Sendable {
  private let version: UInt64
  private let bundle: Set<CardReference>
  private let number: UInt32
  private let added: Set<CardReference>
  private let removed: Set<CardReference>

  init(bundle: TrustBundle, delta: RevocationDelta?) {
    version = bundle.version
    self.bundle = Set(bundle.revoked)
    number = delta?.number ?? 0
    added = Set(delta?.added ?? [])
    removed = Set(delta?.removed ?? [])
  }

  /// All of them.
  var all: [CardReference] { Array(bundle.subtracting(removed).union(added)) }

  func refuses(_ card: CardReference) -> Bool {
    added.contains(card) || bundle.contains(card) && !removed.contains(card)
  }

  /// The delta after this one. A delta says all that changed since the bundle, so it takes over what this one says of cards
  /// that the hub does not keep.
  func nextDelta(revoking cards: [CardReference]) -> DeltaOrder {
    let added = self.added.union(cards).subtracting(bundle).sorted()
    return DeltaOrder(
      base: version, number: number + 1, added: added.map(Hub.name),
      removed: removed.subtracting(cards).sorted().map(Hub.name))
  }
}
