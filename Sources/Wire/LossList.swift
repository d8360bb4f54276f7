import Codes

/// The cards that were reported lost or cancelled of late, signed with the hub's receipt key (``SignedKind/lossList``): what
/// terminals refuse before the next delta says so.
///
/// It can only have cards refused, never accepted. Each list holds all of them since as long ago as a bundle is gone by, so that
/// a lost one is never missed, and what is older is in the bundle or its delta.
public struct LossList: HubList, Equatable, Sendable {
  public static let kind = SignedKind.lossList

  public var number: UInt64
  /// Sorted, none twice; at most ``WireLimits/lossCount`` of ``WireLimits/cardIssuerCount`` issuers.
  public var cards: [CardReference]

  public init(number: UInt64, cards: [CardReference]) {
    self.number = number
    self.cards = cards
  }

  /// Every terminal's.
  public func isFor(_: TerminalID) -> Bool { true }

  /// The payload to sign.
  public func encoded() throws(WireFault) -> [UInt8] {
    try validate()
    var writer = CBORWriter()
    writer.array(2)
    writer.unsigned(number)
    writer.cards(cards)
    return writer.bytes
  }

  public init(decoding payload: [UInt8]) throws(WireFault) {
    guard payload.count <= WireLimits.lossListSize else { throw .tooLarge }
    var reader = CBORReader(payload)
    try reader.array(2)
    number = try reader.unsigned()
    cards = try reader.cards(atMost: WireLimits.lossCount)
    try reader.finish()
    try validate()
  }

  private func validate() throws(WireFault) {
    guard number >= 1 else { throw .outOfRange }
    guard cards.count <= WireLimits.lossCount, cards.issuerCount <= WireLimits.cardIssuerCount else { throw .tooLarge }
    guard cards.areRising else { throw .inconsistent }
  }
}
