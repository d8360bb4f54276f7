import LibCrypto

extension JournalEntry {
  private enum Field {
    static let terminal: Int64 = 1
    static let sequence: Int64 = 2
    static let previous: Int64 = 3
    static let at: Int64 = 4
    static let body: Int64 = 5
    static let sealed: Int64 = 6
    static let count = 6
  }

  /// What the body's first number says it is.
  private enum Kind {
    static let sale: UInt8 = 1
    static let paymentIntent: UInt8 = 2
    static let paymentReversal: UInt8 = 3
    static let unidentifiedSale: UInt8 = 4
    static let void: UInt8 = 5
    static let identityCheck: UInt8 = 6
    static let recordPrint: UInt8 = 7
    static let prepaidChange: UInt8 = 8
  }

  /// The payload to sign. Throws what a hub would refuse the entry for.
  public func encoded() throws(WireFault) -> [UInt8] {
    try validate()
    var writer = CBORWriter()
    writer.map(Field.count)
    writer.key(Field.terminal)
    writer.text(terminal.text)
    writer.key(Field.sequence)
    writer.unsigned(sequence)
    writer.key(Field.previous)
    writer.bytes(previous)
    writer.key(Field.at)
    writer.time(at)
    writer.key(Field.body)
    writer.array(2)
    switch body {
    case .sale(let sale):
      writer.unsigned(UInt64(Kind.sale))
      try sale.write(to: &writer)
    case .paymentIntent(let intent):
      writer.unsigned(UInt64(Kind.paymentIntent))
      try intent.write(to: &writer)
    case .paymentReversal(let reversal):
      writer.unsigned(UInt64(Kind.paymentReversal))
      reversal.write(to: &writer)
    case .unidentifiedSale(let sale):
      writer.unsigned(UInt64(Kind.unidentifiedSale))
      try sale.write(to: &writer)
    case .void(let void):
      writer.unsigned(UInt64(Kind.void))
      try void.write(to: &writer)
    case .identityCheck(let check):
      writer.unsigned(UInt64(Kind.identityCheck))
      try check.write(to: &writer)
    case .recordPrint(let print):
      writer.unsigned(UInt64(Kind.recordPrint))
      try print.write(to: &writer)
    case .prepaidChange(let change):
      writer.unsigned(UInt64(Kind.prepaidChange))
      try change.write(to: &writer)
    }
    writer.key(Field.sealed)
    writer.bytes(sealed)
    return writer.bytes
  }

  /// The entry of a payload.
  public init(decoding payload: [UInt8]) throws(WireFault) {
    guard payload.count <= WireLimits.signedEntrySize else { throw .tooLarge }
    var reader = CBORReader(payload)
    var map = try reader.map(atMost: Field.count)
    try reader.require(Field.terminal, in: &map)
    terminal = try reader.terminal()
    try reader.require(Field.sequence, in: &map)
    sequence = try reader.unsigned(in: JournalEntry.sequences)
    try reader.require(Field.previous, in: &map)
    previous = try reader.bytes(count: SM3.size)
    try reader.require(Field.at, in: &map)
    at = try reader.time()
    try reader.require(Field.body, in: &map)
    try reader.array(2)
    switch try reader.unsigned8() {
    case Kind.sale: body = .sale(try Sale(from: &reader))
    case Kind.paymentIntent: body = .paymentIntent(try PaymentIntent(from: &reader))
    case Kind.paymentReversal: body = .paymentReversal(try PaymentReversal(from: &reader))
    case Kind.unidentifiedSale: body = .unidentifiedSale(try UnidentifiedSale(from: &reader))
    case Kind.void: body = .void(try SaleVoid(from: &reader))
    case Kind.identityCheck: body = .identityCheck(try IdentityCheck(from: &reader))
    case Kind.recordPrint: body = .recordPrint(try RecordPrint(from: &reader))
    case Kind.prepaidChange: body = .prepaidChange(try PrepaidChange(from: &reader))
    default: throw .outOfRange
    }
    try reader.require(Field.sealed, in: &map)
    sealed = try reader.bytes(count: 0...JournalEntry.sealedSize)
    try reader.end(map)
    try reader.finish()
    try validate()
  }

  private func validate() throws(WireFault) {
    guard JournalEntry.sequences.contains(sequence), previous.count == SM3.size, at.isOnTheWire else {
      throw .outOfRange
    }
    guard sealed.count <= JournalEntry.sealedSize else { throw .tooLarge }
    guard (sequence == 1) == (previous == JournalEntry.noPrevious) else { throw .inconsistent }
    if case .sale(let sale) = body { try sale.validate() }
    if case .void(let void) = body, void.sequence >= sequence { throw .inconsistent }
  }
}
