import Codes
import KeyFiles

/// What was made of one case, in the shape that a file of cases has.
struct JudgedCase: Encodable, Equatable {
  var name: String
  var verdict: String
  /// `dynamic` or `static`, where accepted.
  var presence: String?
  var fields: CodeFields?
}

/// What an accepted code says.
struct CodeFields: Encodable, Equatable {
  struct Payment: Encodable, Equatable {
    var aid: String
    var offlineLimitFen: UInt32?

    private enum Key: String, CodingKey { case aid, offlineLimitFen }

    /// A limit that is not there is said to be null.
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(aid, forKey: .aid)
      try container.encode(offlineLimitFen, forKey: .offlineLimitFen)
    }
  }

  var healthCardID: String?
  var name: String?
  var birthYear: UInt16?
  var entitlements: UInt16?
  var insuredRegion: String?
  var scheme: UInt8?
  var voucher: String?
  var transactionsSincePrint: UInt16?
  var payments: [Payment]?
  var issuer: String
  var serial: String
  var fusion: UInt16
  var notBefore: Int64
  var notAfter: Int64
  var generatedAt: Int64?
  var lifetime: UInt16?
  var nonce: String?

  init(_ code: FusedCode) {
    healthCardID = code.health.map { Hexadecimal.text($0.cardID) }
    name = code.health?.maskedName
    birthYear = code.health?.birthYear
    entitlements = code.health?.entitlements.rawValue
    insuredRegion = code.insurance?.region.text
    scheme = code.insurance?.scheme.rawValue
    voucher = code.insurance.map { Hexadecimal.text($0.voucher) }
    transactionsSincePrint = code.insurance?.transactionsSincePrint
    if !code.payments.isEmpty {
      payments = code.payments.map { Payment(aid: Hexadecimal.text($0.aid), offlineLimitFen: $0.offlineLimitFen) }
    }
    issuer = Hexadecimal.text(code.card.issuer)
    serial = Hexadecimal.text(code.card.serial)
    fusion = code.applications.rawValue
    notBefore = code.notBefore.seconds
    notAfter = code.notAfter.seconds
    generatedAt = code.presentation?.generatedAt.seconds
    lifetime = code.presentation?.lifetimeSeconds
    nonce = code.presentation.map { Hexadecimal.text($0.nonce) }
  }
}
