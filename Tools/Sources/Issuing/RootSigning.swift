import LibCrypto
import Wire

/// What a region's root key signs.
public enum RootSigning {
  /// The bytes a hub publishes and a terminal takes.
  public static func sign(_ bundle: TrustBundle, with root: SigningKey) throws(WireFault) -> [UInt8] {
    try Signed.sign(payload: bundle.encoded(), kind: .trustBundle, with: root)
  }

  public static func sign(_ delta: RevocationDelta, with root: SigningKey) throws(WireFault) -> [UInt8] {
    try Signed.sign(payload: delta.encoded(), kind: .revocationDelta, with: root)
  }
}
