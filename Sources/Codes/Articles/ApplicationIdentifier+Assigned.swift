extension ApplicationIdentifier {
  /// Identifiers of so many digits, from one number to another, and what follows them.
  struct Assignment: Sendable {
    let count: Int
    let numbers: ClosedRange<Int>
    let data: ElementData
  }

  /// All that are assigned: GS1 General Specifications, section 3.2.
  static let assigned = twoDigits + threeDigits + fourDigits

  private static let twoDigits = rows(
    2,
    [
      (0...0, .digits(18, checked: 18)), (1...3, .digits(14, checked: 14)), (10...10, .text(1...20)), (11...13, .day),
      (15...17, .day), (20...20, .digits(2)), (21...22, .text(1...20)), (30...30, .number(1...8)),
      (37...37, .number(1...8)), (90...90, .text(1...30)), (91...99, .text(1...90)),
    ])

  private static let threeDigits = rows(
    3,
    [
      (235...235, .text(1...28)), (240...241, .text(1...30)), (242...242, .number(1...6)), (243...243, .text(1...20)),
      (250...251, .text(1...30)), (253...253, .digits(13, checked: 13).text(0...17)), (254...254, .text(1...20)),
      (255...255, .digits(13, checked: 13).number(0...12)), (400...401, .text(1...30)),
      (402...402, .digits(17, checked: 17)), (403...403, .text(1...30)), (410...417, .digits(13, checked: 13)),
      (420...420, .text(1...20)), (421...421, .digits(3).text(1...9)), (422...422, .digits(3)),
      (423...423, .digits(3).number(0...12)), (424...424, .digits(3)), (425...425, .digits(3).number(0...12)),
      (426...426, .digits(3)), (427...427, .text(1...3)), (710...717, .text(1...20)),
    ])

  private static let fourDigits = rows(4, measures + transport + healthcare + others)

  private static let measures: [(ClosedRange<Int>, ElementData)] = [
    (3_100...3_169, .digits(6)), (3_200...3_299, .digits(6)), (3_300...3_379, .digits(6)), (3_400...3_499, .digits(6)),
    (3_500...3_579, .digits(6)), (3_600...3_699, .digits(6)), (3_900...3_909, .number(1...15)),
    (3_910...3_919, .digits(3).number(1...15)), (3_920...3_929, .number(1...15)),
    (3_930...3_939, .digits(3).number(1...15)), (3_940...3_949, .digits(4)), (3_950...3_959, .digits(6)),
  ]

  private static let transport: [(ClosedRange<Int>, ElementData)] = [
    (4_300...4_301, .text(1...35)), (4_302...4_306, .text(1...70)), (4_307...4_307, .text(2...2)),
    (4_308...4_308, .text(1...30)), (4_309...4_309, .digits(20)), (4_310...4_310, .text(1...35)),
    (4_311...4_316, .text(1...70)), (4_317...4_317, .text(2...2)), (4_318...4_318, .text(1...20)),
    (4_319...4_319, .text(1...30)), (4_320...4_320, .text(1...35)), (4_321...4_323, .digits(1)),
    (4_324...4_325, .digits(10)), (4_326...4_326, .digits(6)), (4_330...4_333, .digits(6).text(0...1)),
  ]

  private static let healthcare: [(ClosedRange<Int>, ElementData)] = [
    (7_001...7_001, .digits(13)), (7_002...7_002, .text(1...30)), (7_003...7_003, .digits(10)),
    (7_004...7_004, .number(1...4)), (7_005...7_005, .text(1...12)), (7_006...7_006, .day),
    (7_007...7_007, .digits(6).number(0...6)), (7_008...7_008, .text(1...3)), (7_009...7_009, .text(1...10)),
    (7_010...7_010, .text(1...2)), (7_011...7_011, .digits(6).number(0...4)), (7_020...7_022, .text(1...20)),
    (7_023...7_023, .text(1...30)), (7_030...7_039, .digits(3).text(1...27)), (7_040...7_040, .digits(1).text(3...3)),
    (7_041...7_041, .text(1...4)), (7_230...7_239, .text(3...30)), (7_240...7_240, .text(1...20)),
    (7_241...7_241, .digits(2)), (7_242...7_242, .text(1...25)), (7_250...7_250, .digits(8)),
    (7_251...7_251, .digits(12)), (7_252...7_252, .digits(1)), (7_253...7_254, .text(1...40)),
    (7_255...7_255, .text(1...10)), (7_256...7_256, .text(1...90)), (7_257...7_257, .text(1...70)),
    (7_258...7_258, .text(3...3)), (7_259...7_259, .text(1...40)),
  ]

  private static let others: [(ClosedRange<Int>, ElementData)] = [
    (8_001...8_001, .digits(14)), (8_002...8_002, .text(1...20)),
    (8_003...8_003, .digits(14, checked: 14).text(0...16)),
    (8_004...8_004, .text(1...30)), (8_005...8_005, .digits(6)), (8_006...8_006, .digits(18, checked: 14)),
    (8_007...8_007, .text(1...34)), (8_008...8_008, .digits(8).number(0...4)), (8_009...8_009, .text(1...50)),
    (8_010...8_010, .text(1...30)), (8_011...8_011, .number(1...12)), (8_012...8_012, .text(1...20)),
    (8_013...8_014, .text(1...25)), (8_017...8_018, .digits(18, checked: 18)), (8_019...8_019, .number(1...10)),
    (8_020...8_020, .text(1...25)), (8_026...8_026, .digits(18, checked: 14)), (8_030...8_030, .text(1...90)),
    (8_110...8_110, .text(1...70)), (8_111...8_111, .digits(4)), (8_112...8_112, .text(1...70)),
    (8_200...8_200, .text(1...70)),
  ]

  private static func rows(_ count: Int, _ rows: [(ClosedRange<Int>, ElementData)]) -> [Assignment] {
    rows.map { Assignment(count: count, numbers: $0, data: $1) }
  }
}
