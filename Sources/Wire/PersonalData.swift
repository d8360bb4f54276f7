import LibCrypto

/// What of a person only the hub may read. It is sealed to the hub's key before the entry is committed, and exists on
/// the terminal no longer than the sale.
public struct PersonalData: Equatable, Sendable {
  /// Electronic health card ID, 32 bytes. Reversible to a resident ID number.
  public var healthCardID: [UInt8]?
  /// Medical insurance voucher token, 8 bytes.
  public var voucher: [UInt8]?
  /// 1900 to 2099.
  public var birthYear: UInt16?
  /// A health card's code that nobody could verify at the counter, as it was shown: at most ``presentedCodeSize`` bytes.
  public var presentedCode: [UInt8]?

  public static let healthCardIDSize = 32
  public static let voucherSize = 8
  /// The longest form: a province's prefix, card ID, type, check block and 20 letters.
  public static let presentedCodeSize = 124
  public static let birthYears: ClosedRange<UInt16> = 1900...2099

  public init(healthCardID: [UInt8]?, voucher: [UInt8]?, birthYear: UInt16?, presentedCode: [UInt8]? = nil) {
    self.healthCardID = healthCardID
    self.voucher = voucher
    self.birthYear = birthYear
    self.presentedCode = presentedCode
  }

  /// Nothing of anybody.
  public static let none = PersonalData(healthCardID: nil, voucher: nil, birthYear: nil)

  private enum Field {
    static let healthCardID: Int64 = 1
    static let voucher: Int64 = 2
    static let birthYear: Int64 = 3
    static let presentedCode: Int64 = 4
    static let count = 4
  }

  /// Seals for the entry of `terminal` with `sequence`, and opens nowhere else.
  public func sealed(
    to hub: PeerKey, terminal: TerminalID, sequence: UInt64
  ) throws(WireFault) -> [UInt8] {
    try Sealed.seal(encoded(), to: hub, context: PersonalData.context(terminal: terminal, sequence: sequence))
  }

  /// Opens what an entry carries sealed; the hub's side.
  public static func open(_ entry: JournalEntry, with key: AgreementKey) throws(WireFault) -> PersonalData {
    let context = context(terminal: entry.terminal, sequence: entry.sequence)
    return try PersonalData(decoding: Sealed.open(entry.sealed, with: key, context: context))
  }

  func encoded() throws(WireFault) -> [UInt8] {
    try validate()
    var writer = CBORWriter()
    writer.map(CBORWriter.count(healthCardID != nil, voucher != nil, birthYear != nil, presentedCode != nil))
    if let healthCardID {
      writer.key(Field.healthCardID)
      writer.bytes(healthCardID)
    }
    if let voucher {
      writer.key(Field.voucher)
      writer.bytes(voucher)
    }
    if let birthYear {
      writer.key(Field.birthYear)
      writer.unsigned(UInt64(birthYear))
    }
    if let presentedCode {
      writer.key(Field.presentedCode)
      writer.bytes(presentedCode)
    }
    return writer.bytes
  }

  init(decoding bytes: [UInt8]) throws(WireFault) {
    var reader = CBORReader(bytes)
    var map = try reader.map(atMost: Field.count)
    healthCardID =
      try reader.has(Field.healthCardID, in: &map) ? try reader.bytes(count: PersonalData.healthCardIDSize) : nil
    voucher = try reader.has(Field.voucher, in: &map) ? try reader.bytes(count: PersonalData.voucherSize) : nil
    birthYear = try reader.has(Field.birthYear, in: &map) ? try reader.unsigned16() : nil
    presentedCode =
      try reader.has(Field.presentedCode, in: &map)
      ? try reader.bytes(count: 1...PersonalData.presentedCodeSize) : nil
    try reader.end(map)
    try reader.finish()
    try validate()
  }

  private func validate() throws(WireFault) {
    if let healthCardID, healthCardID.count != PersonalData.healthCardIDSize { throw .outOfRange }
    if let voucher, voucher.count != PersonalData.voucherSize { throw .outOfRange }
    if let birthYear, !PersonalData.birthYears.contains(birthYear) { throw .outOfRange }
    if let presentedCode, !(1...PersonalData.presentedCodeSize).contains(presentedCode.count) { throw .outOfRange }
  }

  private static func context(terminal: TerminalID, sequence: UInt64) -> [UInt8] {
    var writer = CBORWriter()
    writer.array(2)
    writer.text(terminal.text)
    writer.unsigned(sequence)
    return writer.bytes
  }
}
