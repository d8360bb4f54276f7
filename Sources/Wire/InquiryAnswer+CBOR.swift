import Codes
import LibCrypto
import Settlement

extension InquiryAnswer {
  private enum Field {
    static let terminal: Int64 = 1
    static let id: Int64 = 2
    static let inquiryHash: Int64 = 3
    static let at: Int64 = 4
    static let outcome: Int64 = 5
    static let count = 5
  }

  /// What the outcome's first number says it is.
  private enum Kind {
    static let approved: UInt8 = 1
    static let declined: UInt8 = 2
    static let undetermined: UInt8 = 3
    static let identified: UInt8 = 4
    static let unidentified: UInt8 = 5
    static let refused: UInt8 = 6
    static let pin: UInt8 = 7
    static let balance: UInt8 = 8
    static let lost: UInt8 = 9
  }

  /// What a verdict on a PIN is told by.
  private enum PIN {
    static let right: UInt8 = 1
    static let wrong: UInt8 = 2
    static let locked: UInt8 = 3
    static let notSet: UInt8 = 4
  }

  /// The payload to sign.
  public func encoded() throws(WireFault) -> [UInt8] {
    guard inquiryHash.count == SM3.size, at.isOnTheWire else { throw .outOfRange }
    var writer = CBORWriter()
    writer.map(Field.count)
    writer.key(Field.terminal)
    writer.text(terminal.text)
    writer.key(Field.id)
    writer.inquiryID(id)
    writer.key(Field.inquiryHash)
    writer.bytes(inquiryHash)
    writer.key(Field.at)
    writer.time(at)
    writer.key(Field.outcome)
    try InquiryAnswer.write(outcome, to: &writer)
    return writer.bytes
  }

  /// The answer of a payload.
  public init(decoding payload: [UInt8]) throws(WireFault) {
    guard payload.count <= WireLimits.inquiryAnswerSize else { throw .tooLarge }
    var reader = CBORReader(payload)
    var map = try reader.map(atMost: Field.count)
    try reader.require(Field.terminal, in: &map)
    terminal = try reader.terminal()
    try reader.require(Field.id, in: &map)
    id = try reader.inquiryID()
    try reader.require(Field.inquiryHash, in: &map)
    inquiryHash = try reader.bytes(count: SM3.size)
    try reader.require(Field.at, in: &map)
    at = try reader.time()
    try reader.require(Field.outcome, in: &map)
    outcome = try InquiryAnswer.outcome(from: &reader)
    try reader.end(map)
    try reader.finish()
  }

  private static func write(_ outcome: Outcome, to writer: inout CBORWriter) throws(WireFault) {
    func begin(_ kind: UInt8, _ count: Int = 2) {
      writer.array(count)
      writer.unsigned(UInt64(kind))
    }
    switch outcome {
    case .approved(let reference, let balance):
      guard OnlinePayment.isReference(reference) else { throw .malformedText }
      begin(Kind.approved, balance == nil ? 2 : 3)
      writer.text(reference)
      try writer.balance(balance)
    case .declined(let reason):
      begin(Kind.declined)
      writer.unsigned(UInt64(reason.rawValue))
    case .undetermined: begin(Kind.undetermined, 1)
    case .identified(let person):
      begin(Kind.identified)
      try person.write(to: &writer)
    case .unidentified(let reason):
      begin(Kind.unidentified)
      writer.unsigned(UInt64(reason.rawValue))
    case .refused(let reason):
      begin(Kind.refused)
      writer.unsigned(UInt64(reason.rawValue))
    case .balance(let fen):
      begin(Kind.balance)
      try writer.balance(fen)
    case .lost(let card):
      begin(Kind.lost)
      writer.card(card)
    case .pin(.wrong(let triesLeft)):
      begin(Kind.pin, 3)
      writer.unsigned(UInt64(PIN.wrong))
      writer.unsigned(UInt64(triesLeft))
    case .pin(let verdict):
      begin(Kind.pin)
      writer.unsigned(UInt64(verdict == .right ? PIN.right : verdict == .locked ? PIN.locked : PIN.notSet))
    }
  }

  private static func outcome(from reader: inout CBORReader) throws(WireFault) -> Outcome {
    let count = try reader.array(count: 1...3)
    switch (try reader.unsigned8(), count) {
    case (Kind.undetermined, 1): return .undetermined
    case (Kind.approved, 2...3):
      let reference = try reader.text(count: 1...OnlinePayment.referenceSize)
      guard OnlinePayment.isReference(reference) else { throw .malformedText }
      return .approved(reference: reference, balance: count == 3 ? try reader.balance() : nil)
    case (Kind.declined, 2):
      guard let reason = DeclineReason(rawValue: try reader.unsigned8()) else { throw .outOfRange }
      return .declined(reason)
    case (Kind.identified, 2): return .identified(try IdentifiedPerson(from: &reader))
    case (Kind.unidentified, 2):
      guard let reason = UnidentifiedReason(rawValue: try reader.unsigned8()) else { throw .outOfRange }
      return .unidentified(reason)
    case (Kind.refused, 2):
      guard let reason = RefusalReason(rawValue: try reader.unsigned8()) else { throw .outOfRange }
      return .refused(reason)
    case (Kind.balance, 2): return .balance(try reader.balance())
    case (Kind.lost, 2): return .lost(try reader.card())
    case (Kind.pin, let count):
      switch (try reader.unsigned8(), count) {
      case (PIN.right, 2): return .pin(.right)
      case (PIN.wrong, 3): return .pin(.wrong(triesLeft: try reader.unsigned8()))
      case (PIN.locked, 2): return .pin(.locked)
      case (PIN.notSet, 2): return .pin(.notSet)
      default: throw .outOfRange
      }
    default: throw .outOfRange
    }
  }
}

extension IdentifiedPerson {
  private enum Field {
    static let card: Int64 = 1
    static let maskedName: Int64 = 2
    static let birthYear: Int64 = 3
    static let insuredRegion: Int64 = 4
    static let insuredScheme: Int64 = 5
    static let entitlements: Int64 = 6
    static let transactionsSincePrint: Int64 = 7
    static let count = 7
  }

  func write(to writer: inout CBORWriter) throws(WireFault) {
    try validate()
    writer.map(insured == nil ? Field.count - 2 : Field.count)
    writer.key(Field.card)
    writer.card(card)
    writer.key(Field.maskedName)
    writer.text(maskedName)
    writer.key(Field.birthYear)
    writer.unsigned(UInt64(birthYear))
    if let insured {
      writer.key(Field.insuredRegion)
      writer.unsigned(UInt64(insured.region.digits))
      writer.key(Field.insuredScheme)
      writer.unsigned(UInt64(insured.scheme.rawValue))
    }
    writer.key(Field.entitlements)
    writer.unsigned(UInt64(entitlements.rawValue))
    writer.key(Field.transactionsSincePrint)
    writer.unsigned(UInt64(transactionsSincePrint))
  }

  init(from reader: inout CBORReader) throws(WireFault) {
    var map = try reader.map(atMost: Field.count)
    try reader.require(Field.card, in: &map)
    card = try reader.card()
    try reader.require(Field.maskedName, in: &map)
    maskedName = try reader.text(count: 1...Sale.maskedNameSize)
    try reader.require(Field.birthYear, in: &map)
    birthYear = try reader.unsigned16()
    if try reader.has(Field.insuredRegion, in: &map) {
      let region = try reader.region()
      try reader.require(Field.insuredScheme, in: &map)
      insured = InsuredParty(region: region, scheme: try reader.scheme())
    }
    try reader.require(Field.entitlements, in: &map)
    entitlements = Entitlements(rawValue: try reader.unsigned16())
    try reader.require(Field.transactionsSincePrint, in: &map)
    transactionsSincePrint = try reader.unsigned16()
    try reader.end(map)
    try validate()
  }

  private func validate() throws(WireFault) {
    guard MaskedName.isValid(maskedName) else { throw .malformedText }
    guard PersonalData.birthYears.contains(birthYear), entitlements.isSubset(of: .all) else { throw .outOfRange }
    guard insured != nil || transactionsSincePrint == 0 else { throw .inconsistent }
  }
}
