import Codes

extension SoldArticle {
  private enum Field {
    /// Alone.
    static let traceabilityCode: Int64 = 1
    static let number: Int64 = 2
    static let batch: Int64 = 3
    static let expiry: Int64 = 4
    static let serial: Int64 = 5
    static let count = 4
  }

  private static let traceabilityCount = 20
  private static let expiryCount = 6
  private static let lotCounts = 1...20
  /// What GS1 lets a batch or a serial number be made of lies between these.
  private static let characters = UInt8(ascii: "!")...UInt8(ascii: "z")

  func write(to writer: inout CBORWriter) {
    switch self {
    case .traced(let code):
      writer.map(1)
      writer.key(Field.traceabilityCode)
      writer.text(String(decoding: code.digits, as: UTF8.self))
    case .numbered(let number, let lot):
      writer.map(1 + CBORWriter.count(lot.batch != nil, lot.expiry != nil, lot.serial != nil))
      writer.key(Field.number)
      writer.unsigned(number.number)
      for (key, value) in [(Field.batch, lot.batch), (Field.expiry, lot.expiry), (Field.serial, lot.serial)] {
        guard let value else { continue }
        writer.key(key)
        writer.text(String(decoding: value, as: UTF8.self))
      }
    }
  }

  init(from reader: inout CBORReader) throws(WireFault) {
    var map = try reader.map(atMost: Field.count)
    if try reader.has(Field.traceabilityCode, in: &map) {
      let count = SoldArticle.traceabilityCount
      let digits = [UInt8](try reader.text(count: count...count).utf8)
      guard let code = DrugTraceabilityCode(digits: digits) else { throw .malformedText }
      self = .traced(code)
    } else {
      try reader.require(Field.number, in: &map)
      guard let number = ArticleNumber(number: try reader.unsigned()) else { throw .outOfRange }
      let batch = try reader.has(Field.batch, in: &map) ? try reader.text(count: SoldArticle.lotCounts) : nil
      let count = SoldArticle.expiryCount
      let expiry = try reader.has(Field.expiry, in: &map) ? try reader.text(count: count...count) : nil
      let serial = try reader.has(Field.serial, in: &map) ? try reader.text(count: SoldArticle.lotCounts) : nil
      self = .numbered(
        number,
        Lot(
          batch: batch.map { [UInt8]($0.utf8) }, expiry: expiry.map { [UInt8]($0.utf8) },
          serial: serial.map { [UInt8]($0.utf8) }))
    }
    try reader.end(map)
  }

  /// Throws what a hub would refuse the article for.
  func validate() throws(WireFault) {
    guard case .numbered(_, let lot) = self else { return }
    for text in [lot.batch, lot.serial] {
      guard let text else { continue }
      guard SoldArticle.lotCounts.contains(text.count) else { throw .outOfRange }
      guard text.allSatisfy(SoldArticle.characters.contains) else { throw .malformedText }
    }
    guard let expiry = lot.expiry else { return }
    guard expiry.count == SoldArticle.expiryCount else { throw .outOfRange }
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard expiry.allSatisfy(digits.contains) else { throw .malformedText }
  }
}

extension [SoldArticle] {
  /// None have one encoding: no field.
  func write(as field: Int64, to writer: inout CBORWriter) {
    guard !isEmpty else { return }
    writer.key(field)
    writer.array(count)
    for article in self { article.write(to: &writer) }
  }

  init(as field: Int64, in map: inout CBORReader.Map, from reader: inout CBORReader) throws(WireFault) {
    self = []
    guard try reader.has(field, in: &map) else { return }
    let count = try reader.array(count: 1...Sale.articleMaximum)
    for _ in 0..<count { append(try SoldArticle(from: &reader)) }
  }

  /// Throws where there are too many, one is none, or a package is there twice.
  func validate() throws(WireFault) {
    guard count <= Sale.articleMaximum else { throw .tooLarge }
    for (index, article) in enumerated() {
      try article.validate()
      guard !self[..<index].contains(where: article.isSamePackage) else { throw .inconsistent }
    }
  }
}
