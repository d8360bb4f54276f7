import Codes
import Diagnosis
import Journal
import LibCrypto
import Linux
import Settings
import Terminal
import TerminalFiles
import Time
import Trust

extension Settings {
  /// What the terminal goes by, as acceptd finds it: the bundle it was given, or a newer one of the inbox.
  func trust() -> (state: TrustState?, reading: FilesReading.Trust) {
    guard let region = RegionPrefix(text: region) else { return (nil, .none("'region' names no region")) }
    let files = TerminalFiles(self)
    guard let anchor = files.trustAnchor() else {
      return (nil, .none("root.pub or initial.bundle cannot be read: provision it again"))
    }
    guard let root = try? VerifyingKey(anchor.root),
      var trust = try? TrustState.opening(bundle: anchor.initialBundle, root: root, region: region)
    else { return (nil, .none("initial.bundle is not this root key's, or not of region \(self.region)")) }
    if let newer = (try? files.inbox(knowing: .none))?.bundle,
      let opened = try? TrustState.opening(
        bundle: newer.bytes, root: root, region: region, notBelow: trust.version + 1)
    {
      trust = opened
    }
    let floor = ClockFloor(signed: trust.latestSignedTime)
    switch trust.age(at: floor.atLeast(Clock<Kernel>.known.wall)) {
    case .fresh: return (trust, .fresh(version: trust.version))
    case .stale(let seconds): return (trust, .stale(version: trust.version, days: seconds / 86_400))
    case .stopped(let seconds): return (trust, .stopped(version: trust.version, days: seconds / 86_400))
    }
  }
}
