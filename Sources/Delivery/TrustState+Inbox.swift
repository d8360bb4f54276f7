public import Codes
public import Journal
public import LibCrypto
public import Time
public import Trust

extension TrustState {
  /// What the image trusts, or the inbox where that is newer. Throws where the image's bundle is not this root's or region's.
  ///
  /// What is in the inbox was verified before it was put there; where it no longer is, the hub sends it again.
  public static func opening(
    image bundle: [UInt8], inbox: InboxContents, root: VerifyingKey, region: RegionPrefix, at now: UnixTime
  ) throws(BundleRefusal) -> TrustState {
    var trust = try TrustState.opening(bundle: bundle, root: root, region: region)
    if let newer = inbox.bundle,
      let opened = try? TrustState.opening(
        bundle: newer.bytes, root: root, region: region, notBelow: trust.version + 1)
    {
      trust = opened
    }
    if let delta = inbox.delta,
      let opened = try? trust.accepting(delta: delta.bytes, at: now, floor: ClockFloor(signed: trust.latestSignedTime))
    {
      trust = opened
    }
    return trust
  }
}
