import Time

/// What a health certificate says of its holder, by the EU DCC schema 1.0.0 to 1.3.0. Personal data.
public struct HealthCertificate: Equatable, Sendable {
  /// The family name as machines read passports: A to Z, and `<` between parts (ICAO 9303).
  public let standardFamilyName: String
  public let familyName: String?
  public let givenName: String?
  /// As precise as it is known: a year, a month or a day; empty where it is not.
  public let birthDate: String
  public let event: Event
  /// Two letters: where it happened.
  public let country: String
  /// The unique certificate identifier.
  public let identifier: String

  public enum Event: Equatable, Sendable {
    /// One dose of how many, and its day.
    case vaccination(dose: Int, of: Int, on: CalendarDay)
    /// Whether the disease was detected, and the day of the sample as its time says it.
    case test(isDetected: Bool, on: CalendarDay)
    /// The first positive test, and for which days the certificate is meant to hold.
    case recovery(firstPositive: CalendarDay, from: CalendarDay, through: CalendarDay)
  }
}

extension HealthCertificate {
  /// The first and the last letter of the family name, and nothing between: what others than the holder may see.
  public var maskedName: String {
    let letters = Array(standardFamilyName.utf8.filter { $0 != UInt8(ascii: "<") })
    guard let first = letters.first, let last = letters.last else { return "*" }
    return String(
      decoding: letters.count > 1 ? [first, UInt8(ascii: "*"), last] : [first, UInt8(ascii: "*")], as: UTF8.self)
  }

  /// Nil where the certificate does not say.
  public var birthYear: UInt16? { UInt16(String(decoding: birthDate.utf8.prefix(4), as: UTF8.self)) }

  /// Reads a certificate's map: of one holder, about one event.
  init(_ map: CBORMap) throws(HealthCertificateFault) {
    guard let version = map["ver"]?.textValue, Self.isVersion(version), let name = map["nam"]?.untagged.mapValue,
      let standardFamilyName = name["fnt"]?.textValue, Self.isStandardName(standardFamilyName),
      let birthDate = map["dob"]?.textValue, Self.isBirthDate(birthDate)
    else { throw .content }
    self.standardFamilyName = standardFamilyName
    self.birthDate = birthDate
    familyName = name["fn"]?.textValue
    givenName = name["gn"]?.textValue

    let groups = (try Self.entries("v", in: map), try Self.entries("t", in: map), try Self.entries("r", in: map))
    let entry: EventEntry
    switch (groups.0.count, groups.1.count, groups.2.count) {
    case (1, 0, 0):
      entry = EventEntry(groups.0[0])
      event = try entry.vaccination()
    case (0, 1, 0):
      entry = EventEntry(groups.1[0])
      event = try entry.test()
    case (0, 0, 1):
      entry = EventEntry(groups.2[0])
      event = try entry.recovery()
    default: throw .content
    }
    country = try entry.text("co")
    identifier = try entry.text("ci")
    // The disease and who issued it are asked of every entry, and shown nowhere.
    _ = try entry.text("tg")
    _ = try entry.text("is")
  }

  /// The entries of a group that is there; none where it is absent or null.
  private static func entries(_ group: String, in map: CBORMap) throws(HealthCertificateFault) -> [CBORMap] {
    guard let item = map[group]?.untagged, item != .null else { return [] }
    guard let items = item.arrayValue else { throw .content }
    var entries: [CBORMap] = []
    for item in items {
      guard let entry = item.untagged.mapValue else { throw .content }
      entries.append(entry)
    }
    return entries
  }

  /// Three numbers with points between.
  private static func isVersion(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 3 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isDigit) }
  }

  private static func isStandardName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) || $0 == UInt8(ascii: "<") }
  }

  private static func isBirthDate(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    switch bytes.count {
    case 0: return true
    case 4: return bytes.allSatisfy(isDigit)
    case 7: return CertificateDate.day(bytes + [UInt8]("-01".utf8)) != nil
    default: return CertificateDate.day(bytes) != nil
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}

/// One entry of a certificate, whose fields are asked for by name.
private struct EventEntry {
  private let fields: CBORMap

  init(_ fields: CBORMap) {
    self.fields = fields
  }

  func vaccination() throws(HealthCertificateFault) -> HealthCertificate.Event {
    for name in ["vp", "mp", "ma"] { _ = try text(name) }
    let (dose, doses) = (try number("dn"), try number("sd"))
    return .vaccination(dose: dose, of: doses, on: try day("dt"))
  }

  func test() throws(HealthCertificateFault) -> HealthCertificate.Event {
    _ = try text("tt")
    let result = try text("tr")
    guard result == Self.detected || result == Self.notDetected else { throw .content }
    return .test(isDetected: result == Self.detected, on: try day("sc"))
  }

  func recovery() throws(HealthCertificateFault) -> HealthCertificate.Event {
    .recovery(firstPositive: try day("fr"), from: try day("df"), through: try day("du"))
  }

  /// A text that says something.
  func text(_ name: String) throws(HealthCertificateFault) -> String {
    guard let text = fields[name]?.textValue, !text.isEmpty else { throw .content }
    return text
  }

  private func number(_ name: String) throws(HealthCertificateFault) -> Int {
    guard let number = fields[name]?.integerValue, Self.doses.contains(number) else { throw .content }
    return Int(number)
  }

  private func day(_ name: String) throws(HealthCertificateFault) -> CalendarDay {
    guard let day = CertificateDate.day(Array(try text(name).utf8)) else { throw .content }
    return day
  }

  private static let doses: ClosedRange<Int64> = 0...9
  /// SNOMED CT.
  private static let detected = "260373001"
  private static let notDetected = "260415000"
}

/// Dates of certificates: ISO 8601, alone or with a time behind them.
private enum CertificateDate {
  static func day(_ bytes: [UInt8]) -> CalendarDay? {
    guard bytes.count == 10 || (bytes.count > 10 && bytes[10] == UInt8(ascii: "T")), bytes[4] == UInt8(ascii: "-"),
      bytes[7] == UInt8(ascii: "-"), let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
      let day = number(bytes[8..<10])
    else { return nil }
    return CalendarDay(year: Int64(year), month: month, day: day)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var number = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return number
  }
}
