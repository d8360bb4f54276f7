import Codes
import LibCrypto
import Time

/// What identifies one presentation of a dynamic code. Signature bytes never do: whoever sees a signature can make another
/// that holds.
public struct PresentationKey: Hashable, Sendable {
  public let card: CardReference
  public let generatedAt: UnixTime
  public let nonce: UInt32

  public init(card: CardReference, generatedAt: UnixTime, nonce: UInt32) {
    self.card = card
    self.generatedAt = generatedAt
    self.nonce = nonce
  }

  /// What the memory of used presentations keeps: SM3 over `FC1P` and the four fields, big-endian. 32 bytes.
  public var digest: [UInt8] {
    var bytes = [UInt8]("FC1P".utf8)
    append(UInt64(card.issuer), count: 4, to: &bytes)
    append(card.serial, count: 8, to: &bytes)
    append(UInt64(bitPattern: generatedAt.seconds), count: 8, to: &bytes)
    append(UInt64(nonce), count: 4, to: &bytes)
    return SM3.hash(bytes)
  }

  private func append(_ number: UInt64, count: Int, to bytes: inout [UInt8]) {
    for place in stride(from: count - 1, through: 0, by: -1) {
      bytes.append(UInt8(truncatingIfNeeded: number >> (8 * UInt64(place))))
    }
  }
}
