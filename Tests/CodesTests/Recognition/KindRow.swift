import CodeFixtures
import Testing

/// A text at the edge of a rule, and what it is.
struct KindRow: Sendable, CustomTestStringConvertible {
  var why: String
  var bytes: [UInt8]
  var kind: String
  var detail: String?

  init(_ why: String, _ text: String, _ kind: String, _ detail: String? = nil) {
    self.init(why, Array(text.utf8), kind, detail)
  }

  init(_ why: String, _ bytes: [UInt8], _ kind: String, _ detail: String? = nil) {
    self.why = why
    self.bytes = bytes
    self.kind = kind
    self.detail = detail
  }

  var testDescription: String { why }

  static let all = transit + certificates + payloads + merchants + healthCards + digits + articles + identifiers

  private static func transit(_ total: Int, version: UInt8 = 0x81, length: Int? = nil) -> [UInt8] {
    let length = length ?? total - 3
    return [version, UInt8(length >> 8), UInt8(length & 0xFF)] + [UInt8](repeating: 0xA5, count: total - 3)
  }

  static let transit = [
    KindRow("the least transit code", transit(332), "transitCode"),
    KindRow("the longest", transit(364), "transitCode"),
    KindRow("a byte below the least", transit(331), "unknown"),
    KindRow("a byte above the longest", transit(365), "unknown"),
    KindRow("another version", transit(332, version: 0x80), "unknown"),
    KindRow("a length of itself", transit(332, length: 332), "unknown"),
    KindRow("a length of one less", transit(332, length: 328), "unknown"),
    KindRow("base64 of the least", base64(transit(332)), "transitCode"),
    KindRow("base64 of the longest", base64(transit(364)), "transitCode"),
    KindRow("base64 of one below", base64(transit(331)), "unknown"),
    KindRow("base64 of one above", base64(transit(365)), "unknown"),
    KindRow("base64 without its padding", base64(transit(332)).dropLast(), "unknown"),
    KindRow("base64 and a line end", base64(transit(332)) + [0x0A], "unknown"),
    KindRow(
      "base64 of the URL alphabet",
      base64([0x81, 1, 0x49] + [UInt8](repeating: 0xFF, count: 329)).map { $0 == 0x2F ? 0x5F : $0 }, "unknown"),
    KindRow("base64 of base64", base64(base64(transit(332))), "unknown"),
  ]

  static let certificates = [
    KindRow("the least certificate", "HC1:", "healthCertificate"),
    KindRow("whatever follows", "HC1:a?\u{1D}", "healthCertificate"),
    KindRow("in lower case", "hc1:NCFOXN", "unknown"),
    KindRow("without the colon", "HC1NCFOXN", "unknown"),
    KindRow("of another version", "HC2:NCFOXN", "unknown"),
    KindRow("a blank before it", " HC1:NCFOXN", "unknown"),
  ]

  static let payloads = [
    KindRow("the prefix alone", "hQVDUFYwMW", "unknown"),
    KindRow("the prefix, padded", "hQVDUFYwMQ==", "unknown"),
    KindRow("two applications and what is no object after them", payment + [0x61], "unknown"),
    KindRow(
      "an object in a 61 that goes past its end", [0x85, 5] + "CPV01".utf8 + [0x61, 3, 0x4F, 5, 0xA0], "unknown"),
    KindRow("an object in a 62 that goes past its end", payment + [0x62, 2, 0x64, 9], "unknown"),
    KindRow(
      "an object deeper that goes past its end", payment + [0x62, 4, 0x64, 2, 0x9F, 0x10], "emvConsumerPresented"),
    KindRow("another object at the top that holds no objects", payment + [0x63, 1, 0x9F], "emvConsumerPresented"),
    KindRow(
      "an AID of this project's", [0x85, 5] + "CPV01".utf8 + [0x61, 7, 0x4F, 5, 0xF0, 0x46, 0x43, 0, 0], "fusedCode"),
    KindRow("a credential in 64", payment + [0x62, 4, 0x64, 2, 0xE1, 0], "fusedCode"),
    KindRow("a credential in 63", payment + [0x62, 4, 0x63, 2, 0xE1, 0], "emvConsumerPresented"),
    KindRow("unused bits that are set", "hQVDUFYwMWEJTwegAAAAAxAR".dropLast(1) + "Q=", "unknown"),
  ].map { row in
    var row = row
    if row.bytes.first == 0x85 { row.bytes = base64(row.bytes) }
    return row
  }

  private static let payment: [UInt8] =
    [0x85, 5] + "CPV01".utf8 + [0x61, 9, 0x4F, 7, 0xA0, 0, 0, 0, 3, 0x10, 0x10]

  static let merchants = [
    KindRow("the checksum alone", Specimen.merchant([]), "emvMerchantPresented"),
    KindRow("Chinese in UTF-8", Specimen.merchant(Array("5909国大药房24h小店".utf8)), "emvMerchantPresented"),
    KindRow("a byte after it", Specimen.merchant([]) + [0x20], "unknown"),
    KindRow(
      "another version", "000202" + String(decoding: Specimen.merchant([]).dropFirst(6), as: UTF8.self), "unknown"),
    KindRow("no checksum object", "0002010102115802CN", "unknown"),
    KindRow("nothing else", "000201", "unknown"),
    // Sample of the specification: tag 64 of 20 characters, 32 bytes.
    KindRow(
      "lengths in characters",
      "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT6007BEIJING"
        + "64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A011223344998877"
        + "070812345678" + "6304A13A", "emvMerchantPresented"),
    KindRow(
      "a checksum in lower case",
      "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT6007BEIJING"
        + "64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A011223344998877"
        + "070812345678" + "6304a13a", "unknown"),
  ]

  private static let card = "7D312AD01CFFBBAA698D49026FEF7513A43C779DB18F07B9307DB0EFC0E61CD8"
  private static let block = "144116570B817173A5856317950572B8"

  static let healthCards = [
    KindRow("alone", card, "healthCard", "bare"),
    KindRow("in mixed case", String(card.lowercased().prefix(32) + card.suffix(32)), "healthCard", "bare"),
    KindRow("a type", card + ":1", "healthCard", "static"),
    KindRow("a type and a colon", card + ":1:", "healthCard", "static"),
    KindRow("a colon without a type", card + ":", "unknown"),
    KindRow("a letter for a type", card + ":A", "unknown"),
    KindRow("two colons without a province", card + ":1::", "unknown"),
    KindRow("a province of 3", card + ":1::ABC", "unknown"),
    KindRow("a province of 4", card + ":1::ABC4", "healthCard", "static"),
    KindRow("a province of 20", card + ":1::ABCDEFGHIJ0123456789", "healthCard", "static"),
    KindRow("a province of 21", card + ":1::ABCDEFGHIJ0123456789X", "unknown"),
    KindRow("a province with a dash", card + ":1::5100-A0013", "unknown"),
    KindRow("a province in lower case", card + ":1::5100a0013", "healthCard", "static"),
    KindRow("a block", card + ":0:" + block, "healthCard", "dynamic"),
    KindRow("a block in lower case", card + ":0:" + block.lowercased(), "healthCard", "dynamic"),
    KindRow("a block of 33", card + ":0:" + block + "0", "unknown"),
    KindRow("a block with a G", card + ":0:" + block.dropLast() + "G", "unknown"),
    KindRow("a block and a colon", card + ":0:" + block + ":", "unknown"),
    KindRow("a block and a province", card + ":0:" + block + ":5100A0013", "healthCard", "dynamic"),
    KindRow("one part too many", card + ":0:" + block + ":5100A0013:1", "unknown"),
    KindRow("85 before it", "85:" + card, "healthCard", "bare"),
    KindRow("85 twice", "85:85:" + card, "unknown"),
    KindRow("86 before it", "86:" + card, "unknown"),
    KindRow("85 before 63 digits", "85:" + card.dropLast(), "unknown"),
    KindRow("digits alone", String(repeating: "1", count: 64), "healthCard", "bare"),
    KindRow("a full-width colon", card + "：1", "unknown"),
    KindRow("a line end", card + ":1\n", "unknown"),
    KindRow("a blank before it", " " + card, "unknown"),
  ]

  static let digits = [
    KindRow("of China's own example", "11010519491231002X", "residentID"),
    KindRow("the X first", "X1010519491231002X", "unknown"),
    KindRow("a Y for an X", "11010519491231002Y", "unknown"),
    KindRow("WeChat Pay's first", "100000000000000000", "payment", "weChatPay"),
    KindRow("WeChat Pay's last", "159999999999999999", "payment", "weChatPay"),
    KindRow("17 digits", "10000000000000000", "unknown"),
    KindRow("19 digits", "1000000000000000000", "unknown"),
    KindRow("Alipay of 15", "250000000000000", "unknown"),
    KindRow("Alipay of 16", "2500000000000000", "payment", "alipay"),
    KindRow("Alipay of 24", "309999999999999999999999", "payment", "alipay"),
    KindRow("Alipay of 25", "3099999999999999999999999", "unknown"),
    KindRow("Alipay's prefixes end", "3100000000000000", "unknown"),
    KindRow("UnionPay of 18", "620000000000000000", "unknown"),
    KindRow("UnionPay of 20", "62000000000000000000", "unknown"),
    KindRow("e-CNY before an element string", "0106901234567892171", "payment", "eCNY"),
    KindRow("a traceability code of 19", "8485412841800664384", "unknown"),
    KindRow("a voucher of 29", "91755131546530047370046541430", "unknown"),
    KindRow("a voucher that begins as an element string", "0106901234567892172612311012", "insuranceVoucher"),
    KindRow("Arabic digits", "١٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠", "unknown"),
    KindRow("a blank among them", "10000000000000000 ", "unknown"),
    KindRow("nothing", "", "unknown"),
  ]

  static let articles = [
    KindRow("EAN-13", "6901234567892", "article"),
    KindRow("EAN-13 of zeroes", "0000000000000", "article"),
    KindRow("UPC-A has twelve", "012345678905", "unknown"),
    KindRow("EAN-8", "96385074", "article"),
    KindRow("EAN-8, wrong check", "96385075", "unknown"),
    KindRow("a GTIN alone", "0106901234567892", "article"),
    KindRow("a GTIN of letters", "01069012345678AB", "unknown"),
    KindRow("a GTIN cut short", "010690123456789", "unknown"),
    KindRow("a GTIN without its identifier", "06901234567892", "unknown"),
    KindRow("a GTIN and an expiry", "010690123456789217261231", "article"),
    KindRow("a GTIN and a batch", "010690123456789210AB-12", "article"),
    KindRow("a GTIN and an identifier of four digits", "01069012345678923103000195", "article"),
    KindRow("a GTIN and an identifier of three digits", "0106901234567892240X", "article"),
    KindRow("a GTIN and an identifier that is not assigned", "010690123456789205X", "unknown"),
    KindRow("a GTIN and half an identifier", "01069012345678921", "unknown"),
    KindRow("a GTIN and text", "0106901234567892hello", "unknown"),
    KindRow("a GTIN with a wrong check, and a batch", "010690123456789310AB", "unknown"),
    KindRow("another identifier first", "10AB", "unknown"),
    KindRow("a separator first", "\u{1D}10AB", "article"),
    KindRow("a separator later", "10AB\u{1D}", "unknown"),
  ]

  static let identifiers = [
    KindRow("a bracket alone", "]", "unknown"),
    KindRow("half an identifier", "]Q", "unknown"),
    KindRow("an identifier alone", "]Q1", "unknown"),
    KindRow("a digit for a symbology", "]11109999999906543323", "unknown"),
    KindRow("a sign for a modifier", "]Q-109999999906543323", "unknown"),
    KindRow("two identifiers", "]Q1]Q1109999999906543323", "unknown"),
    KindRow("GS1-128 before 19 digits that begin 01", "]C10106901234567892171", "article"),
    KindRow("Code 128 before 19 digits that begin 01", "]C00106901234567892171", "payment", "eCNY"),
    KindRow("the other case of GS1 Data Matrix", "]D2109999999906543323", "payment", "weChatPay"),
    KindRow("QR before a GS1 element string", "]Q10106901234567892", "article"),
  ]
}

extension KindRow {
  init(_ why: String, _ bytes: ArraySlice<UInt8>, _ kind: String) {
    self.init(why, Array(bytes), kind)
  }
}
