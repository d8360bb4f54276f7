import Codes

/// Whom a code is for: the applications that go into it.
public struct Person: Equatable, Sendable {
  public var health: FusedCode.Health?
  public var insurance: FusedCode.Insurance?
  /// At most four applications in all; payment goes into dynamic codes only.
  public var payments: [FusedCode.Payment]

  public init(
    health: FusedCode.Health?, insurance: FusedCode.Insurance? = nil, payments: [FusedCode.Payment] = []
  ) {
    self.health = health
    self.insurance = insurance
    self.payments = payments
  }

  /// What the fusion identifier names.
  public var applications: Applications {
    var applications: Applications = []
    if health != nil { applications.insert(.health) }
    if insurance != nil { applications.insert(.insurance) }
    if !payments.isEmpty { applications.insert(.payment) }
    return applications
  }
}
