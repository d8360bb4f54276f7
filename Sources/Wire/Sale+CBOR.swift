import Codes
import Settlement

extension Sale {
  private enum Field {
    static let institution: Int64 = 1
    static let category: Int64 = 2
    static let total: Int64 = 3
    static let fund: Int64 = 4
    static let selfPaid: Int64 = 5
    /// Absent: cash.
    static let paymentApplication: Int64 = 6
    /// Absent: insurance settled.
    static let noInsuranceReason: Int64 = 7
    static let presence: Int64 = 8
    static let insuredRegion: Int64 = 9
    static let insuredScheme: Int64 = 10
    static let card: Int64 = 11
    static let presentationDigest: Int64 = 12
    static let maskedName: Int64 = 13
    static let trustVersion: Int64 = 14
    /// Absent: none.
    static let articles: Int64 = 15
    /// Present: the self-paid share was paid online.
    static let payment: Int64 = 16
    static let identityInquiry: Int64 = 17
    /// Absent: nothing.
    static let relief: Int64 = 18
    static let account: Int64 = 19
    /// Absent: no PIN was asked for.
    static let pinInquiry: Int64 = 20
    static let count = 20
  }

  /// The reasons' numbers; the region of `regionNotOpen` is the insured one.
  private enum Reason {
    static let notInsured: UInt8 = 1
    static let regionNotOpen: UInt8 = 2
    static let notEntitledToCategory: UInt8 = 3
    static let noRule: UInt8 = 4
    static let recordNotPrinted: UInt8 = 5
  }

  func write(to writer: inout CBORWriter) throws(WireFault) {
    var aid: [UInt8]?
    if case .paymentApplication(let identifier) = shares.tender { aid = identifier }
    // Eight fields are always there; the insured party is two.
    let optional = CBORWriter.count(
      aid != nil, shares.noInsuranceReason != nil, insured != nil, insured != nil, presentationDigest != nil,
      maskedName != nil, !articles.isEmpty, payment != nil, identityInquiry != nil, shares.relief > .zero,
      shares.account > .zero, pinInquiry != nil)
    writer.map(8 + optional)
    writer.key(Field.institution)
    writer.text(institution.text)
    writer.key(Field.category)
    writer.unsigned(UInt64(category.rawValue))
    writer.key(Field.total)
    writer.fen(shares.total)
    writer.key(Field.fund)
    writer.fen(shares.fund)
    writer.key(Field.selfPaid)
    writer.fen(shares.selfPaid)
    if let aid {
      writer.key(Field.paymentApplication)
      writer.bytes(aid)
    }
    if let reason = shares.noInsuranceReason {
      writer.key(Field.noInsuranceReason)
      writer.unsigned(UInt64(Sale.number(of: reason)))
    }
    writer.key(Field.presence)
    writer.unsigned(UInt64(presence.rawValue))
    if let insured {
      writer.key(Field.insuredRegion)
      writer.unsigned(UInt64(insured.region.digits))
      writer.key(Field.insuredScheme)
      writer.unsigned(UInt64(insured.scheme.rawValue))
    }
    writer.key(Field.card)
    writer.card(card)
    if let presentationDigest {
      writer.key(Field.presentationDigest)
      writer.bytes(presentationDigest)
    }
    if let maskedName {
      writer.key(Field.maskedName)
      writer.text(maskedName)
    }
    writer.key(Field.trustVersion)
    writer.unsigned(trustVersion)
    articles.write(as: Field.articles, to: &writer)
    if let payment {
      writer.key(Field.payment)
      try payment.write(to: &writer)
    }
    if let identityInquiry {
      writer.key(Field.identityInquiry)
      writer.inquiryID(identityInquiry)
    }
    if shares.relief > .zero {
      writer.key(Field.relief)
      writer.fen(shares.relief)
    }
    if shares.account > .zero {
      writer.key(Field.account)
      writer.fen(shares.account)
    }
    if let pinInquiry {
      writer.key(Field.pinInquiry)
      writer.inquiryID(pinInquiry)
    }
  }

  init(from reader: inout CBORReader) throws(WireFault) {
    var map = try reader.map(atMost: Field.count)
    try reader.require(Field.institution, in: &map)
    let code = try reader.text(count: InstitutionCode.count...InstitutionCode.count)
    guard let institution = InstitutionCode(code) else { throw .malformedText }
    self.institution = institution
    try reader.require(Field.category, in: &map)
    category = try reader.category()
    try reader.require(Field.total, in: &map)
    let total = try reader.fen(upTo: .saleMaximum)
    try reader.require(Field.fund, in: &map)
    let fund = try reader.fen(upTo: .saleMaximum)
    try reader.require(Field.selfPaid, in: &map)
    let selfPaid = try reader.fen(upTo: .saleMaximum)
    let aid = try reader.has(Field.paymentApplication, in: &map) ? try reader.bytes(count: Sale.aidSize) : nil
    let reason = try reader.has(Field.noInsuranceReason, in: &map) ? try reader.unsigned8() : nil
    try reader.require(Field.presence, in: &map)
    presence = try reader.presence()
    if try reader.has(Field.insuredRegion, in: &map) {
      let region = try reader.region()
      try reader.require(Field.insuredScheme, in: &map)
      insured = InsuredParty(region: region, scheme: try reader.scheme())
    }
    let noInsuranceReason: NoInsuranceReason? =
      if let reason { try Sale.reason(reason, insured: insured) } else { nil }
    try reader.require(Field.card, in: &map)
    card = try reader.card()
    presentationDigest =
      try reader.has(Field.presentationDigest, in: &map) ? try reader.bytes(count: Sale.digestSize) : nil
    maskedName = try reader.has(Field.maskedName, in: &map) ? try reader.text(count: 1...Sale.maskedNameSize) : nil
    try reader.require(Field.trustVersion, in: &map)
    trustVersion = try reader.unsigned()
    articles = try [SoldArticle](as: Field.articles, in: &map, from: &reader)
    let payment = try reader.has(Field.payment, in: &map) ? try OnlinePayment(from: &reader) : nil
    self.payment = payment
    identityInquiry = try reader.has(Field.identityInquiry, in: &map) ? try reader.inquiryID() : nil
    let relief = try reader.has(Field.relief, in: &map) ? try reader.fenAboveZero(upTo: .saleMaximum) : .zero
    let account = try reader.has(Field.account, in: &map) ? try reader.fenAboveZero(upTo: .saleMaximum) : .zero
    pinInquiry = try reader.has(Field.pinInquiry, in: &map) ? try reader.inquiryID() : nil
    try reader.end(map)
    let tender: Tender =
      if let aid { .paymentApplication(aid: aid) } else { payment.map { .online($0.kind) } ?? .cash }
    guard aid == nil || payment == nil,
      let shares = Shares(
        total: total, fund: fund, relief: relief, account: account, selfPaid: selfPaid, tender: tender,
        noInsuranceReason: noInsuranceReason)
    else { throw .inconsistent }
    self.shares = shares
    try validate()
  }

  private static func number(of reason: NoInsuranceReason) -> UInt8 {
    switch reason {
    case .notInsured: Reason.notInsured
    case .regionNotOpen: Reason.regionNotOpen
    case .notEntitledToCategory: Reason.notEntitledToCategory
    case .noRule: Reason.noRule
    case .recordNotPrinted: Reason.recordNotPrinted
    }
  }

  private static func reason(_ number: UInt8, insured: InsuredParty?) throws(WireFault) -> NoInsuranceReason {
    switch number {
    case Reason.notInsured: return .notInsured
    case Reason.regionNotOpen:
      guard let insured else { throw .inconsistent }
      return .regionNotOpen(insured.region)
    case Reason.notEntitledToCategory: return .notEntitledToCategory
    case Reason.noRule: return .noRule
    case Reason.recordNotPrinted: return .recordNotPrinted
    default: throw .outOfRange
    }
  }
}
