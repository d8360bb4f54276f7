import Codes
import Time

/// What a fused code says, once issuer and holder were found to stand behind it. Only a ``Verifier`` makes one.
public struct AcceptedCode: Equatable, Sendable {
  public let card: CardReference
  public let applications: Applications
  public let health: FusedCode.Health?
  public let insurance: FusedCode.Insurance?
  /// In the code's order; none in a printed code.
  public let payments: [FusedCode.Payment]
  /// Present exactly in a dynamic code.
  public let presentation: AcceptedPresentation?

  public var presence: Presence {
    presentation == nil ? .printed : .dynamic
  }

  package init(
    card: CardReference, applications: Applications, health: FusedCode.Health?, insurance: FusedCode.Insurance?,
    payments: [FusedCode.Payment], presentation: AcceptedPresentation?
  ) {
    self.card = card
    self.applications = applications
    self.health = health
    self.insurance = insurance
    self.payments = payments
    self.presentation = presentation
  }
}

/// One showing of a dynamic code.
public struct AcceptedPresentation: Equatable, Sendable {
  /// What tells it from every other.
  public let key: PresentationKey
  /// The last second at which it is accepted. Its key may be forgotten afterwards.
  public let expiresAt: UnixTime

  /// Policy may cap the age of a presentation used for money below its lifetime.
  public var generatedAt: UnixTime { key.generatedAt }

  package init(key: PresentationKey, expiresAt: UnixTime) {
    self.key = key
    self.expiresAt = expiresAt
  }
}
