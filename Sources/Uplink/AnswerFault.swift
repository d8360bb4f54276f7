public import Trust
public import Wire

/// What is wrong with an answer. Whatever else the answer brought and proved stays good.
public enum AnswerFault: Error, Equatable, Sendable {
  /// It is no answer.
  case unreadable
  /// The receipt is no receipt, or the hub's receipt key did not sign it.
  case receiptForged
  /// The receipt is another terminal's.
  case receiptOfAnotherTerminal
  /// The receipt covers less than an earlier one: an old one sent again, or a hub that lost entries. What it does not
  /// cover is sent again, while it is kept.
  case receiptBackwards
  /// The receipt covers entries that the journal does not have.
  case receiptBeyondJournal
  /// The receipt names another entry under a sequence of ours: the hub holds another chain.
  case receiptOfAnotherChain
  /// Entries were sent, and the receipt does not cover one of them.
  case stalled
  /// The trust bundle was not taken.
  case bundleRefused(BundleRefusal)
  /// The revocation delta was not taken.
  case deltaRefused(BundleRefusal)
  /// A list is not the hub's, another terminal's, or an older one: of a hub restored from a backup, until its next list.
  case listRefused(HubListKind)
}

extension AnswerFault {
  /// How patiently to try again. What is only ahead of this terminal's clock is good in a moment, and nobody's fault at the
  /// hub.
  var patience: Schedule.Patience {
    switch self {
    case .bundleRefused(.fromTheFuture), .deltaRefused(.fromTheFuture), .listRefused: .network
    default: .hub
    }
  }
}
