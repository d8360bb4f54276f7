import Codes
import Settlement

extension Policy {
  private enum Field {
    static let openRegions: Int64 = 1
    static let rules: Int64 = 2
    static let dynamicLimits: Int64 = 3
    static let printedLimits: Int64 = 4
    static let terminalLimits: Int64 = 5
    static let presentationAgeCap: Int64 = 6
    static let unprintedTransactionLimit: Int64 = 7
    static let count = 7
  }

  func write(to writer: inout CBORWriter) {
    writer.map(Field.count)
    writer.key(Field.openRegions)
    writer.prefixes(openRegions)
    writer.key(Field.rules)
    writer.array(rules.count)
    for rule in rules { rule.write(to: &writer) }
    writer.key(Field.dynamicLimits)
    dynamicLimits.write(to: &writer)
    writer.key(Field.printedLimits)
    printedLimits.write(to: &writer)
    writer.key(Field.terminalLimits)
    writer.array(2)
    writer.fen(terminalLimits.daySum)
    writer.unsigned(UInt64(terminalLimits.dayCount))
    writer.key(Field.presentationAgeCap)
    writer.unsigned(UInt64(presentationAgeCapSeconds))
    writer.key(Field.unprintedTransactionLimit)
    writer.unsigned(UInt64(unprintedTransactionLimit))
  }

  init(from reader: inout CBORReader) throws(WireFault) {
    var map = try reader.map(atMost: Field.count)
    try reader.require(Field.openRegions, in: &map)
    let openRegions = try reader.prefixes(atMost: Policy.openRegionMaximum)
    try reader.require(Field.rules, in: &map)
    let ruleCount = try reader.array(count: 0...Policy.ruleMaximum)
    var rules: [ShareRule] = []
    for _ in 0..<ruleCount { rules.append(try ShareRule(from: &reader)) }
    try reader.require(Field.dynamicLimits, in: &map)
    let dynamicLimits = try PresenceLimits(from: &reader)
    try reader.require(Field.printedLimits, in: &map)
    let printedLimits = try PresenceLimits(from: &reader)
    try reader.require(Field.terminalLimits, in: &map)
    try reader.array(2)
    let terminalLimits = TerminalLimits(
      daySum: try reader.fen(upTo: Policy.amountMaximum), dayCount: try reader.unsigned32())
    try reader.require(Field.presentationAgeCap, in: &map)
    let presentationAgeCapSeconds = try reader.unsigned16()
    try reader.require(Field.unprintedTransactionLimit, in: &map)
    let unprintedTransactionLimit = try reader.unsigned16()
    try reader.end(map)
    self.init(
      openRegions: openRegions, rules: rules, dynamicLimits: dynamicLimits, printedLimits: printedLimits,
      terminalLimits: terminalLimits, presentationAgeCapSeconds: presentationAgeCapSeconds,
      unprintedTransactionLimit: unprintedTransactionLimit)
    try validate()
  }

  func validate() throws(WireFault) {
    guard fault == nil else { throw .inconsistent }
  }
}

extension ShareRule {
  private enum Field {
    static let scheme: Int64 = 1
    static let category: Int64 = 2
    /// Absent: every open region.
    static let regions: Int64 = 3
    static let deductible: Int64 = 4
    static let fundRatio: Int64 = 5
    static let ceiling: Int64 = 6
    static let count = 6
  }

  fileprivate func write(to writer: inout CBORWriter) {
    writer.map(5 + CBORWriter.count(regions != nil))
    writer.key(Field.scheme)
    writer.unsigned(UInt64(scheme.rawValue))
    writer.key(Field.category)
    writer.unsigned(UInt64(category.rawValue))
    if let regions {
      writer.key(Field.regions)
      writer.prefixes(regions)
    }
    writer.key(Field.deductible)
    writer.fen(deductible)
    writer.key(Field.fundRatio)
    writer.unsigned(UInt64(fundRatioPermille))
    writer.key(Field.ceiling)
    writer.fen(ceiling)
  }

  fileprivate init(from reader: inout CBORReader) throws(WireFault) {
    var map = try reader.map(atMost: Field.count)
    try reader.require(Field.scheme, in: &map)
    let scheme = try reader.scheme()
    try reader.require(Field.category, in: &map)
    let category = try reader.category()
    let regions = try reader.has(Field.regions, in: &map) ? try reader.prefixes(atMost: Policy.ruleRegionMaximum) : nil
    try reader.require(Field.deductible, in: &map)
    let deductible = try reader.fen(upTo: Policy.amountMaximum)
    try reader.require(Field.fundRatio, in: &map)
    let fundRatio = try reader.unsigned16()
    try reader.require(Field.ceiling, in: &map)
    let ceiling = try reader.fen(upTo: Policy.amountMaximum)
    try reader.end(map)
    self.init(
      scheme: scheme, category: category, regions: regions, deductible: deductible, fundRatioPermille: fundRatio,
      ceiling: ceiling)
  }
}

extension PresenceLimits {
  fileprivate func write(to writer: inout CBORWriter) {
    writer.array(3)
    writer.fen(single)
    writer.fen(cardDaySum)
    writer.unsigned(UInt64(cardDayCount))
  }

  fileprivate init(from reader: inout CBORReader) throws(WireFault) {
    try reader.array(3)
    self.init(
      single: try reader.fen(upTo: Policy.amountMaximum), cardDaySum: try reader.fen(upTo: Policy.amountMaximum),
      cardDayCount: try reader.unsigned16())
  }
}
