import Trust
import Wire

extension TransportFault {
  /// One line for the log.
  public var explanation: String {
    switch self {
    case .unreachable: "the hub cannot be reached"
    case .stalled: "the hub was reached, and then nothing came"
    case .hubUntrusted: "what answers is not the hub: its certificate is not of the pinned authority"
    case .identityUnusable: "tls.key, tls.crt or hub-ca.crt cannot be used; enrol the terminal again"
    case .refused(let status): "the hub refuses with status \(status)"
    case .oversize: "the hub's answer is too large"
    case .unintelligible: "what the hub answers is not HTTP"
    case .interrupted: "the exchange was given up"
    case .unavailable: "libcurl refuses"
    case .badAddress: "the hub's address is not https"
    }
  }
}

extension AnswerFault {
  /// One line for the log.
  public var explanation: String {
    switch self {
    case .unreadable: "not an answer"
    case .receiptForged: "a receipt that the hub's key did not sign"
    case .receiptOfAnotherTerminal: "a receipt of another terminal"
    case .receiptBackwards: "a receipt that covers less than an earlier one"
    case .receiptBeyondJournal: "a receipt that covers entries the journal does not have"
    case .receiptOfAnotherChain: "a receipt of another chain: the hub holds other entries of this terminal"
    case .stalled: "no receipt for what was sent"
    case .bundleRefused(let refusal): "a trust bundle that was refused: " + refusal.explanation
    case .deltaRefused(let refusal): "revocations that were refused: " + refusal.explanation
    case .listRefused(let kind): "a list of \(kind.name) that is forged, old or another terminal's"
    }
  }
}

extension BundleRefusal {
  /// A few words for the log.
  fileprivate var explanation: String {
    switch self {
    case .malformed: "malformed"
    case .forged: "not signed by the root"
    case .wrongRegion: "for another region"
    case .notNewer: "not newer"
    case .fromTheFuture: "from the future"
    case .deltaDoesNotFit: "for another bundle"
    case .unusableKey: "with a key that is none"
    }
  }
}
