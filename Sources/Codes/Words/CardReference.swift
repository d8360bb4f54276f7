/// A card, named by who issued it and the serial it was issued under. It is the handle for revocation and says
/// nothing about the person.
///
/// Ordered by issuer, then serial, so that a revocation list can be searched.
public struct CardReference: Hashable, Comparable, Sendable {
  public let issuer: UInt32
  public let serial: UInt64

  public init(issuer: UInt32, serial: UInt64) {
    self.issuer = issuer
    self.serial = serial
  }

  public static func < (left: CardReference, right: CardReference) -> Bool {
    left.issuer != right.issuer ? left.issuer < right.issuer : left.serial < right.serial
  }
}
