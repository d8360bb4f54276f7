import Codes
import LibCrypto
import Settlement

/// What names one inquiry to the hub, and whatever becomes of it: 16 random bytes, which say nothing of anybody.
public struct InquiryID: Hashable, Sendable {
  public let bytes: [UInt8]

  public static let size = 16

  /// Nil unless there are ``size`` bytes.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == InquiryID.size else { return nil }
    self.bytes = bytes
  }

  /// What stands for the presentation of a dynamic code that the hub verified by this inquiry.
  public var presentationDigest: [UInt8] { SM3.hash(bytes) }
}

extension CBORWriter {
  mutating func inquiryID(_ id: InquiryID) {
    bytes(id.bytes)
  }
}

extension CBORReader {
  mutating func inquiryID() throws(WireFault) -> InquiryID {
    guard let id = InquiryID(try bytes(count: InquiryID.size)) else { throw .outOfRange }
    return id
  }

  mutating func paymentKind() throws(WireFault) -> PaymentKind {
    guard let kind = PaymentKind(rawValue: try unsigned8()) else { throw .outOfRange }
    return kind
  }

  mutating func prepaidMove() throws(WireFault) -> PrepaidMove {
    guard let move = PrepaidMove(rawValue: try unsigned8()) else { throw .outOfRange }
    return move
  }

  /// A sale's total: more than nothing, at most `Fen.saleMaximum`.
  mutating func total() throws(WireFault) -> Fen {
    let total = try fen(upTo: .saleMaximum)
    guard total > .zero else { throw .outOfRange }
    return total
  }

  mutating func institution() throws(WireFault) -> InstitutionCode {
    let text = try text(count: InstitutionCode.count...InstitutionCode.count)
    guard let institution = InstitutionCode(text) else { throw .malformedText }
    return institution
  }
}
