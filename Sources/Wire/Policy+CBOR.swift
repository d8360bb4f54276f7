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
    /// Absent: nothing of dynamic codes and nothing of printed ones.
    static let accountLimits: Int64 = 8
    /// Absent: none is asked for.
    static let deposit: Int64 = 9
    /// Absent: none is settled.
    static let relief: Int64 = 10
    /// Absent: for nothing.
    static let pinUses: Int64 = 11
    /// Absent: no balance is kept.
    static let prepaidTopUp: Int64 = 12
    static let count = 12
  }

  func write(to writer: inout CBORWriter) {
    let hasAccountLimits = dynamicLimits.account > .zero || printedLimits.account > .zero
    writer.map(7 + CBORWriter.count(hasAccountLimits, deposit > .zero, relief != nil, !pinUses.isEmpty, hasPrepaid))
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
    if hasAccountLimits {
      writer.key(Field.accountLimits)
      writer.array(2)
      writer.fen(dynamicLimits.account)
      writer.fen(printedLimits.account)
    }
    if deposit > .zero {
      writer.key(Field.deposit)
      writer.fen(deposit)
    }
    if let relief {
      writer.key(Field.relief)
      relief.write(to: &writer)
    }
    if !pinUses.isEmpty {
      writer.key(Field.pinUses)
      writer.unsigned(UInt64(pinUses.rawValue))
    }
    if hasPrepaid {
      writer.key(Field.prepaidTopUp)
      writer.fen(prepaidTopUp)
    }
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
    var dynamicLimits = try PresenceLimits(from: &reader)
    try reader.require(Field.printedLimits, in: &map)
    var printedLimits = try PresenceLimits(from: &reader)
    try reader.require(Field.terminalLimits, in: &map)
    try reader.array(2)
    let terminalLimits = TerminalLimits(
      daySum: try reader.fen(upTo: Policy.amountMaximum), dayCount: try reader.unsigned32())
    try reader.require(Field.presentationAgeCap, in: &map)
    let presentationAgeCapSeconds = try reader.unsigned16()
    try reader.require(Field.unprintedTransactionLimit, in: &map)
    let unprintedTransactionLimit = try reader.unsigned16()
    if try reader.has(Field.accountLimits, in: &map) {
      try reader.array(2)
      dynamicLimits.account = try reader.fen(upTo: Policy.amountMaximum)
      printedLimits.account = try reader.fen(upTo: Policy.amountMaximum)
      // Nothing of both has one encoding: no field.
      guard dynamicLimits.account > .zero || printedLimits.account > .zero else { throw .outOfRange }
    }
    let deposit =
      try reader.has(Field.deposit, in: &map) ? try reader.fenAboveZero(upTo: Policy.amountMaximum) : .zero
    let relief = try reader.has(Field.relief, in: &map) ? try ReliefPolicy(from: &reader) : nil
    let pinUses = try reader.has(Field.pinUses, in: &map) ? PINUses(rawValue: try reader.unsigned8()) : nil
    // For nothing has one encoding, no field; what this firmware does not know it could not ask for.
    guard pinUses.map({ !$0.isEmpty && $0.isSubset(of: .all) }) ?? true else { throw .outOfRange }
    let prepaidTopUp =
      try reader.has(Field.prepaidTopUp, in: &map) ? try reader.fenAboveZero(upTo: .saleMaximum) : .zero
    try reader.end(map)
    self.init(
      openRegions: openRegions, rules: rules, dynamicLimits: dynamicLimits, printedLimits: printedLimits,
      terminalLimits: terminalLimits, presentationAgeCapSeconds: presentationAgeCapSeconds,
      unprintedTransactionLimit: unprintedTransactionLimit,
      deposit: deposit, relief: relief, pinUses: pinUses ?? [], prepaidTopUp: prepaidTopUp)
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
    /// Absent: nothing.
    static let account: Int64 = 7
    static let count = 7
  }

  fileprivate func write(to writer: inout CBORWriter) {
    writer.map(5 + CBORWriter.count(regions != nil, account > .zero))
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
    if account > .zero {
      writer.key(Field.account)
      writer.fen(account)
    }
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
    let account =
      try reader.has(Field.account, in: &map) ? try reader.fenAboveZero(upTo: Policy.amountMaximum) : .zero
    try reader.end(map)
    self.init(
      scheme: scheme, category: category, regions: regions, deductible: deductible, fundRatioPermille: fundRatio,
      ceiling: ceiling, account: account)
  }
}

extension ReliefPolicy {
  private enum Field {
    static let caps: Int64 = 1
    static let deposit: Int64 = 2
    static let count = 2
  }

  fileprivate func write(to writer: inout CBORWriter) {
    writer.map(Field.count)
    writer.key(Field.caps)
    writer.array(caps.count)
    for cap in caps {
      writer.array(2)
      writer.unsigned(UInt64(cap.category.rawValue))
      writer.fen(cap.rest)
    }
    writer.key(Field.deposit)
    writer.fen(deposit)
  }

  fileprivate init(from reader: inout CBORReader) throws(WireFault) {
    var map = try reader.map(atMost: Field.count)
    try reader.require(Field.caps, in: &map)
    let count = try reader.array(count: 0...Category.allCases.count)
    var caps: [ReliefCap] = []
    for _ in 0..<count {
      try reader.array(2)
      let category = try reader.category()
      caps.append(ReliefCap(category: category, rest: try reader.fen(upTo: Policy.amountMaximum)))
    }
    try reader.require(Field.deposit, in: &map)
    let deposit = try reader.fen(upTo: Policy.amountMaximum)
    try reader.end(map)
    self.init(caps: caps, deposit: deposit)
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
