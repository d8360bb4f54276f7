/// What a signed message is. The kind is in the protected header, under the signature, so that a receipt can never be
/// taken for a bundle though one key may sign both.
public enum SignedKind: CaseIterable, Sendable {
  case trustBundle
  case revocationDelta
  case journalEntry
  case receipt
  case inquiry
  case inquiryAnswer
  case lossList
  case disputeList
  case useList

  /// The COSE content type (RFC 9052, 3.1). The number is the version of the message's format: another format is
  /// another kind, which a terminal that does not know it refuses whole.
  public var contentType: String {
    switch self {
    case .trustBundle: "application/x.acceptd.trust-bundle.1+cbor"
    case .revocationDelta: "application/x.acceptd.revocation-delta.1+cbor"
    case .journalEntry: "application/x.acceptd.journal-entry.1+cbor"
    case .receipt: "application/x.acceptd.receipt.1+cbor"
    case .inquiry: "application/x.acceptd.inquiry.1+cbor"
    case .inquiryAnswer: "application/x.acceptd.inquiry-answer.1+cbor"
    case .lossList: "application/x.acceptd.loss-list.1+cbor"
    case .disputeList: "application/x.acceptd.dispute-list.1+cbor"
    case .useList: "application/x.acceptd.use-list.1+cbor"
    }
  }

  /// The most bytes a signed message of the kind may have.
  public var maximumSize: Int {
    switch self {
    case .trustBundle: WireLimits.bundleSize
    case .revocationDelta: WireLimits.deltaSize
    case .journalEntry: WireLimits.signedEntrySize
    case .receipt: WireLimits.receiptSize
    case .inquiry: WireLimits.inquirySize
    case .inquiryAnswer: WireLimits.inquiryAnswerSize
    case .lossList: WireLimits.lossListSize
    case .disputeList: WireLimits.disputeListSize
    case .useList: WireLimits.useListSize
    }
  }
}
