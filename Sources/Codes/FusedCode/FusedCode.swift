import Time

/// A fused code (多码融合), profile FC1, as read and **not** verified: its structure holds and nothing more is known.
///
/// Anyone can write these bytes. Only Trust decides whether an issuer and a holder stand behind them.
public struct FusedCode: Equatable, Sendable {
  public var card: CardReference
  /// Which of the issuer's keys signed.
  public var issuerKeyIndex: UInt8
  /// Exactly the applications present below.
  public var applications: Applications
  public var notBefore: UnixTime
  public var notAfter: UnixTime
  public var health: Health?
  public var insurance: Insurance?
  /// None in a printed code.
  public var payments: [Payment]
  /// What the issuer signed, its context in front.
  public var issuerSignedBytes: [UInt8]
  /// r‖s, 64 bytes.
  public var issuerSignature: [UInt8]
  /// Present exactly in a dynamic code.
  public var presentation: Presentation?

  public var presence: Presence {
    presentation == nil ? .printed : .dynamic
  }

  package init(
    card: CardReference, issuerKeyIndex: UInt8, applications: Applications, notBefore: UnixTime, notAfter: UnixTime,
    health: Health?, insurance: Insurance?, payments: [Payment], issuerSignedBytes: [UInt8], issuerSignature: [UInt8],
    presentation: Presentation?
  ) {
    self.card = card
    self.issuerKeyIndex = issuerKeyIndex
    self.applications = applications
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.health = health
    self.insurance = insurance
    self.payments = payments
    self.issuerSignedBytes = issuerSignedBytes
    self.issuerSignature = issuerSignature
    self.presentation = presentation
  }
}

extension FusedCode {
  /// The health card application.
  public struct Health: Equatable, Sendable {
    /// Electronic health card ID, 32 bytes. It leads back to a resident ID number: personal data.
    public var cardID: [UInt8]
    /// As issued, at least one character replaced by `*`; 1 to 24 bytes of UTF-8 with nothing invisible in it.
    public var maskedName: String
    /// 1900 to 2099.
    public var birthYear: UInt16
    public var entitlements: Entitlements

    public init(cardID: [UInt8], maskedName: String, birthYear: UInt16, entitlements: Entitlements) {
      self.cardID = cardID
      self.maskedName = maskedName
      self.birthYear = birthYear
      self.entitlements = entitlements
    }
  }

  /// The medical insurance application.
  public struct Insurance: Equatable, Sendable {
    /// Where the person is insured.
    public var region: Region
    public var scheme: InsuranceScheme
    /// 8 bytes that the insurer can resolve.
    public var voucher: [UInt8]
    /// Insurance transactions between the last printing of the person's record and the issue of this code.
    public var transactionsSincePrint: UInt16

    public init(region: Region, scheme: InsuranceScheme, voucher: [UInt8], transactionsSincePrint: UInt16) {
      self.region = region
      self.scheme = scheme
      self.voucher = voucher
      self.transactionsSincePrint = transactionsSincePrint
    }
  }

  /// A payment application, of the scheme its AID names.
  public struct Payment: Equatable, Sendable {
    /// Application identifier of ISO/IEC 7816-4, 5 to 16 bytes.
    public var aid: [UInt8]
    /// The most that one offline payment may be, in fen. `nil`: none is allowed.
    public var offlineLimitFen: UInt32?

    public init(aid: [UInt8], offlineLimitFen: UInt32?) {
      self.aid = aid
      self.offlineLimitFen = offlineLimitFen
    }
  }

  /// What the holder's device adds each time a dynamic code is shown.
  public struct Presentation: Equatable, Sendable {
    /// The holder's public key, compressed, 33 bytes, on the curve of the issuer's algorithm if it is a point at all.
    public var holderPoint: [UInt8]
    public var generatedAt: UnixTime
    /// 1 to 1,200.
    public var lifetimeSeconds: UInt16
    public var nonce: UInt32
    /// What the holder signed, its context in front.
    public var signedBytes: [UInt8]
    /// r‖s, 64 bytes.
    public var signature: [UInt8]

    public init(
      holderPoint: [UInt8], generatedAt: UnixTime, lifetimeSeconds: UInt16, nonce: UInt32, signedBytes: [UInt8],
      signature: [UInt8]
    ) {
      self.holderPoint = holderPoint
      self.generatedAt = generatedAt
      self.lifetimeSeconds = lifetimeSeconds
      self.nonce = nonce
      self.signedBytes = signedBytes
      self.signature = signature
    }
  }
}

/// Why bytes are not a fused code that can be judged. The names are the specification's verdicts.
public enum FusedCodeFault: UInt8, Error, Hashable, Sendable {
  /// Not the structure of FC1.
  case malformed = 1
  /// A fused code of a profile version other than 1.
  case unsupportedVersion
  /// A plain EMV consumer-presented payment code.
  case notFusedCode
}
