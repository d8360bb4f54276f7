import Crypto
import CryptoExtras
import Foundation
import LibCrypto

/// How slow the hash of a PIN is (scrypt, RFC 7914). A PIN has a million values: what keeps a stolen database from being tried
/// out is first the key that is not in it (`CardKeys`), and then this.
public struct PINCost: Equatable, Sendable {
  /// N; with `blockSize` it says how much memory one takes: 128 · N · r bytes.
  public var rounds: Int
  /// r.
  public var blockSize: Int
  /// p.
  public var parallelism: Int

  public init(rounds: Int, blockSize: Int, parallelism: Int) {
    self.rounds = rounds
    self.blockSize = blockSize
    self.parallelism = parallelism
  }

  /// 32 MiB, three times over.
  public static let standard = PINCost(rounds: 1 << 15, blockSize: 8, parallelism: 3)
}

/// A card's PIN as the hub keeps it.
public struct CardPINHash: Equatable, Sendable {
  static let saltSize = 16
  static let size = 32

  public var salt: [UInt8]
  public var cost: PINCost
  public var hash: [UInt8]

  init(salt: [UInt8], cost: PINCost, hash: [UInt8]) {
    self.salt = salt
    self.cost = cost
    self.hash = hash
  }

  /// The hash of a new PIN's secret (`CardKeys.secret(of:on:)`). Slow, on purpose.
  static func make(_ secret: [UInt8], cost: PINCost) async throws -> CardPINHash {
    let salt = try Random.bytes(saltSize)
    return CardPINHash(salt: salt, cost: cost, hash: try await derive(secret, salt, cost))
  }

  /// Whether `secret` is what was hashed. As slow.
  func matches(_ secret: [UInt8]) async throws -> Bool {
    ConstantTime.areEqual(try await Self.derive(secret, salt, cost), hash)
  }

  private static func derive(_ secret: [UInt8], _ salt: [UInt8], _ cost: PINCost) async throws -> [UInt8] {
    try await withCheckedThrowingContinuation { continuation in
      queue.async {
        continuation.resume(
          with: Result {
            try KDF.Scrypt.deriveKey(
              from: secret, salt: salt, outputByteCount: size, rounds: cost.rounds, blockSize: cost.blockSize,
              parallelism: cost.parallelism
            ).withUnsafeBytes { [UInt8]($0) }
          })
      }
    }
  }

  /// One at a time: each takes tens of megabytes, and whatever else the hub does goes on beside it.
  private static let queue = DispatchQueue(label: "acceptd.hub.pin")
}
