import Time
import Wire
import Yams

/// A revocation delta as an office writes it, in YAML or JSON. It says all that changed since the bundle, not since the
/// delta before.
///
/// ```yaml
/// base: 3
/// number: 1
/// issuedAt: 2026-11-21T09:00:00Z   # or left out: when it is built
/// added:
///   - {issuer: "61040001", serial: "00000000DEAD0002"}
/// removed: []
/// ```
public struct DeltaDescription: Decodable, Sendable {
  var base: UInt64
  var number: UInt32
  var issuedAt: SecondsText?
  var added: [DescribedCard]?
  var removed: [DescribedCard]?

  /// Reads YAML, and so JSON.
  public init(yaml: String) throws {
    try DescribedShape.delta.check(yaml)
    self = try YAMLDecoder().decode(DeltaDescription.self, from: yaml)
  }

  /// The delta it describes.
  /// - Parameter now: the time of issue where the description leaves it out.
  public func delta(now: UnixTime) -> RevocationDelta {
    RevocationDelta(
      base: base, number: number, issuedAt: issuedAt?.time ?? now, added: (added ?? []).sorted,
      removed: (removed ?? []).sorted)
  }
}
