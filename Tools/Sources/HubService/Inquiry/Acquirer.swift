import Codes
import Settlement
import Wire

/// Who moves the money of payment codes: a bank, an aggregator, a scheme. One may stand behind all kinds.
///
/// Money is asked for once: the order's ID is the acquirer's too. Whatever is lost on the way is asked for again under the same
/// ID, and the acquirer answers what it answered before.
public protocol Acquirer: Sendable {
  /// Has the order paid, or says why it is not.
  ///
  /// Throws where nobody can say: the order may be paid or not. The same order again is not paid twice.
  func authorise(_ order: PaymentOrder) async throws -> AcquirerAnswer

  /// Takes the order back, paid or not. It has returned only when nothing of it is left to pay; from then on an order with
  /// this ID is declined, though it arrives late. The same again changes nothing.
  func reverse(_ id: PaymentID) async throws
}

/// One payment, wherever it is spoken of.
public struct PaymentID: Hashable, Sendable {
  public var terminal: TerminalID
  public var inquiry: InquiryID

  public init(terminal: TerminalID, inquiry: InquiryID) {
    self.terminal = terminal
    self.inquiry = inquiry
  }
}

/// What an acquirer is asked for.
public struct PaymentOrder: Sendable {
  public var id: PaymentID
  public var institution: InstitutionCode
  public var kind: PaymentKind
  public var amount: Fen
  /// The customer's, to be kept nowhere.
  public var code: PresentedCode
}

/// What an acquirer says when it can say.
public enum AcquirerAnswer: Equatable, Sendable {
  /// Paid. The reference is 1 to `OnlinePayment.referenceSize` printable ASCII characters.
  case approved(reference: String)
  case declined(InquiryAnswer.DeclineReason)
}

/// The acquirer does not know, or did not say in time.
public struct AcquirerUncertain: Error, Equatable {
  public init() {}
}

/// A hub without an acquirer: every payment is declined.
public struct NoAcquirer: Acquirer {
  public init() {}

  public func authorise(_ order: PaymentOrder) async throws -> AcquirerAnswer { .declined(.other) }
  public func reverse(_ id: PaymentID) async throws {}
}
