import KeyFiles
public import LibCrypto
import Linux
public import TerminalKeys

extension OwnKey {
  /// The key, or why it is none, for whoever gave the command.
  public func opened() throws -> SigningKey {
    try explained { key throws(OwnKeyFault) in try key.load() }
  }

  /// The key, made where there is none yet.
  func made(_ algorithm: SignatureAlgorithm) throws -> SigningKey {
    try explained { key throws(OwnKeyFault) in try key.loadOrMake(algorithm) }
  }

  private func explained(_ take: (OwnKey) throws(OwnKeyFault) -> SigningKey) throws -> SigningKey {
    do throws(OwnKeyFault) { return try take(self) } catch {
      throw KeyFiles.FileFault.unreadable(path: path, reason: error.explanation)
    }
  }
}
