import LibCrypto
import Wire

/// Why a set of issuer keys cannot be judged by.
public enum IssuerKeysFault: UInt8, Error, Hashable, Sendable {
  /// A public key that is no point of its curve, or that libcrypto cannot load.
  case unusableKey = 1
  /// Two keys of one issuer id and index: which one a code means could not be told.
  case ambiguous
}

/// The issuers' public keys, loaded once and found by issuer id and index.
struct IssuerKeys: Sendable {
  struct Entry: Sendable {
    let issuer: IssuerKey
    let key: VerifyingKey
    /// Issuer id, then index.
    let order: UInt64
  }

  private let entries: [Entry]

  /// In any order.
  init(_ issuers: [IssuerKey]) throws(IssuerKeysFault) {
    var entries: [Entry] = []
    entries.reserveCapacity(issuers.count)
    for issuer in issuers {
      do throws(CryptoFault) {
        let key = try VerifyingKey(issuer.key)
        entries.append(Entry(issuer: issuer, key: key, order: Self.order(issuer.issuer, issuer.index)))
      } catch {
        throw .unusableKey
      }
    }
    entries.sort { $0.order < $1.order }
    for place in entries.indices.dropFirst() where entries[place].order == entries[place - 1].order {
      throw .ambiguous
    }
    self.entries = entries
  }

  func entry(issuer: UInt32, index: UInt8) -> Entry? {
    let order = Self.order(issuer, index)
    let place = entries.firstIndex(notBelow: order, by: { $0.order })
    guard place < entries.endIndex, entries[place].order == order else { return nil }
    return entries[place]
  }

  private static func order(_ issuer: UInt32, _ index: UInt8) -> UInt64 {
    UInt64(issuer) << 8 | UInt64(index)
  }
}
