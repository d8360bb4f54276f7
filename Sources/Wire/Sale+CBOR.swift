import Codes
import Settlement

extension Sale {
  private enum Field {
    static let institution: Int64 = 1
    static let category: Int64 = 2
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
    static let identityInquiry: Int64 = 17
    /// Absent: no PIN was asked for.
    static let pinInquiry: Int64 = 20
    static let count = 20
    static let shares = SharesPieces.Keys(paymentApplication: 6, payment: 16, relief: 18, account: 19)
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
    let pieces = SharesPieces(shares, payment, Field.shares)
    // Eight fields are always there; the insured party is two.
    let optional = CBORWriter.count(
      shares.noInsuranceReason != nil, insured != nil, insured != nil, presentationDigest != nil, maskedName != nil,
      !articles.isEmpty, identityInquiry != nil, pinInquiry != nil)
    writer.map(8 + optional + pieces.optionalCount)
    writer.key(Field.institution)
    writer.text(institution.text)
    writer.key(Field.category)
    writer.unsigned(UInt64(category.rawValue))
    pieces.writeDivision(to: &writer)
    pieces.writePaymentApplication(to: &writer)
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
    try pieces.writePayment(to: &writer)
    if let identityInquiry {
      writer.key(Field.identityInquiry)
      writer.inquiryID(identityInquiry)
    }
    pieces.writeInsurance(to: &writer)
    if let pinInquiry {
      writer.key(Field.pinInquiry)
      writer.inquiryID(pinInquiry)
    }
  }

  init(from reader: inout CBORReader) throws(WireFault) {
    var map = try reader.map(atMost: Field.count)
    var pieces = SharesPieces(Field.shares)
    try reader.require(Field.institution, in: &map)
    institution = try reader.institution()
    try reader.require(Field.category, in: &map)
    category = try reader.category()
    try pieces.readDivision(in: &map, from: &reader)
    try pieces.readPaymentApplication(in: &map, from: &reader)
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
    try pieces.readPayment(in: &map, from: &reader)
    payment = pieces.payment
    identityInquiry = try reader.has(Field.identityInquiry, in: &map) ? try reader.inquiryID() : nil
    try pieces.readInsurance(in: &map, from: &reader)
    pinInquiry = try reader.has(Field.pinInquiry, in: &map) ? try reader.inquiryID() : nil
    try reader.end(map)
    shares = try pieces.shares(noInsuranceReason)
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
