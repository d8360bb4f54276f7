/// The JSON of the institution side; `institutions.openapi.yaml` describes it. Times are seconds since 1970-01-01 UTC, amounts are in
/// fen.
public enum InstitutionMessages {
  /// The body of `POST /v1/recognitions`.
  public struct Presentation: Codable, Equatable, Sendable {
    /// What a scanner read, as text.
    public var code: String

    public init(code: String) {
      self.code = code
    }
  }

  /// What a code is, and whose by the region's cards.
  public struct Recognition: Codable, Equatable, Sendable {
    /// The kind of code, by the name that all of the project's reports have for it.
    public var kind: String
    /// What the kind is divided into.
    public var detail: String?
    /// Of a fused code: `accepted`, or why a terminal would refuse it now. A presentation's first use is not known here.
    public var verdict: String?
    /// Of a code that names a person: `identified`, `notFound`, `cancelled` or `codeExpired`.
    public var holder: String?
    /// Who it is, where identified.
    public var person: Person?
  }

  /// A person, masked.
  public struct Person: Codable, Equatable, Sendable {
    public var maskedName: String
    public var birthYear: UInt16
    /// Six digits of GB/T 2260; absent where the person is not insured.
    public var insuredRegion: String?
    /// `employee`, `resident` or `ruralCooperative`.
    public var scheme: String?
    public var isPovertyRelief: Bool
    public var isChronicOutpatient: Bool
    public var isGuardianHeld: Bool
    /// ISSUER-SERIAL, eight and sixteen hexadecimal digits.
    public var card: String
  }

  /// What `GET /v1/transactions` answers.
  public struct Transactions: Codable, Equatable, Sendable {
    /// By their time.
    public var transactions: [Transaction]
    /// What `after` is for the rest; absent where there is no more.
    public var next: String?
  }

  /// A sale that one of the institution's terminals has uploaded.
  public struct Transaction: Codable, Equatable, Sendable {
    public var receiptNumber: String
    /// By the terminal's clock.
    public var at: Int64
    /// When the hub had it, by the hub's clock.
    public var receivedAt: Int64
    /// `pharmacy`, `outpatient`, `chronicOutpatient` or `inpatient`.
    public var category: String
    public var totalFen: Int64
    public var fundFen: Int64
    public var reliefFen: Int64
    public var accountFen: Int64
    public var selfPaidFen: Int64
    public var tender: String
    public var paymentReference: String?
    /// ISSUER-SERIAL; absent where nobody's identity was verified.
    public var card: String?
    public var maskedName: String?
    /// The receipt number of the void that took the whole sale back; absent where it stands, as far as was uploaded.
    public var voidedBy: String?
  }

  /// What `GET /v1/identity-checks` answers.
  public struct IdentityChecks: Codable, Equatable, Sendable {
    /// By their time.
    public var identityChecks: [IdentityCheck]
    /// What `after` is for the rest; absent where there is no more.
    public var next: String?
  }

  /// That one of the institution's terminals verified whose code it was shown. No money is in it.
  public struct IdentityCheck: Codable, Equatable, Sendable {
    /// What its slip is called.
    public var receiptNumber: String
    /// By the terminal's clock.
    public var at: Int64
    /// When the hub had it, by the hub's clock.
    public var receivedAt: Int64
    /// `register`, `collectMedicine` or `examine`.
    public var purpose: String
    /// `dynamic` or `static`.
    public var presence: String
    /// ISSUER-SERIAL.
    public var card: String
    public var maskedName: String
  }

  /// Why a call is not answered: a code for programs, a sentence for people.
  public struct Refusal: Codable, Equatable, Sendable {
    public var code: String
    public var message: String
  }
}
