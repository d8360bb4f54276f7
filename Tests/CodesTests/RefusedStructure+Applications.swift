import CodeFixtures
import Codes

private typealias Row = RefusedStructure

extension RefusedStructure {
  static let health: [RefusedStructure] =
    [
      Row("61 empty", .healthOnly) { $0.applications[0] = [] },
      Row("61 without AID", .healthOnly) { $0.applications[0].removeFirst() },
      Row("AID after 63", .healthOnly) { $0.applications[0].swapAt(0, 1) },
      Row("AID twice in a health card", .healthOnly) { $0.applications[0].insert($0.applications[0][0], at: 1) },
      Row("health card twice", .healthOnly) { $0.applications.append(FusedCodeDraft.health(cardID: [])) },
      Row("health card without 63", .healthOnly) { $0.applications[0].removeLast() },
      Row("health card with 63 empty", .healthOnly) { $0.applications[0][1].value = [] },
      Row("health card with 63 twice", .healthOnly) { $0.applications[0].append(DraftObject(0x63, [])) },
      Row("health card with an object between AID and 63", .healthOnly) {
        $0.applications[0].insert(DraftObject(0x50, []), at: 1)
      },
      Row("health card with an object after 63", .healthOnly) { $0.applications[0].append(DraftObject(0x50, [])) },
      Row("health AID with a byte more", .healthOnly) { $0.applications[0][0].value.append(0) },
      Row("health AID with a byte less", .healthOnly) { $0.applications[0][0].value.removeLast() },
      Row("health AID of another version", .healthOnly) { $0.applications[0][0].value[5] = 2 },
      Row("health AID's prefix alone", .healthOnly) { $0.applications[0][0].value = [0xF0, 0x46, 0x43] },
      Row("card ID of 31 bytes", .healthOnly) {
        $0.applications[0] = FusedCodeDraft.health(cardID: [UInt8](repeating: 1, count: 31))
      },
      Row("card ID of 33 bytes", .healthOnly) {
        $0.applications[0] = FusedCodeDraft.health(cardID: [UInt8](repeating: 1, count: 33))
      },
      Row("name of no bytes", .healthOnly) { $0.applications[0] = FusedCodeDraft.health(name: []) },
      Row("name of 25 bytes", .healthOnly) {
        $0.applications[0] = FusedCodeDraft.health(name: [UInt8](repeating: 0x2A, count: 25))
      },
      Row("name without a mask", .healthOnly) { $0.applications[0] = FusedCodeDraft.health(name: [0x41]) },
      Row("name with an overlong mask", .healthOnly) {
        $0.applications[0] = FusedCodeDraft.health(name: [0xC0, 0xAA])
      },
      Row("name with a surrogate", .healthOnly) {
        $0.applications[0] = FusedCodeDraft.health(name: [0x2A, 0xED, 0xA0, 0x80])
      },
      Row("name with a tag character", .healthOnly) {
        $0.applications[0] = FusedCodeDraft.health(name: [0x2A, 0xF3, 0xA0, 0x80, 0x81])
      },
      Row("birth year 1899", .healthOnly) { $0.applications[0] = FusedCodeDraft.health(year: [0x18, 0x99]) },
      Row("birth year 2100", .healthOnly) { $0.applications[0] = FusedCodeDraft.health(year: [0x21, 0x00]) },
      Row("birth year 199A", .healthOnly) { $0.applications[0] = FusedCodeDraft.health(year: [0x19, 0x9A]) },
      Row("birth year 19A0", .healthOnly) { $0.applications[0] = FusedCodeDraft.health(year: [0x19, 0xA0]) },
      Row("birth year of one byte", .healthOnly) { $0.applications[0] = FusedCodeDraft.health(year: [0x19]) },
      Row("birth year of three bytes", .healthOnly) {
        $0.applications[0] = FusedCodeDraft.health(year: [0x00, 0x19, 0x85])
      },
      Row("entitlement bit 3", .healthOnly) { $0.applications[0] = FusedCodeDraft.health(entitlements: [0, 8]) },
      Row("entitlement bit 15", .healthOnly) { $0.applications[0] = FusedCodeDraft.health(entitlements: [0x80, 0]) },
      Row("entitlements of one byte", .healthOnly) { $0.applications[0] = FusedCodeDraft.health(entitlements: [0]) },
    ]
  static let healthObjects = listedObjects("health card", .healthOnly, FusedCodeDraft.health())

  static let insurance: [RefusedStructure] =
    [
      Row("insurance twice", .insuranceOnly) { $0.applications.append($0.applications[0]) },
      Row("insurance without 63", .insuranceOnly) { $0.applications[0].removeLast() },
      Row("insurance with an object after 63", .insuranceOnly) { $0.applications[0].append(DraftObject(0x50, [])) },
      Row("insurance with AID twice", .insuranceOnly) { $0.applications[0].append($0.applications[0][0]) },
      Row("insurance AID with a byte more", .insuranceOnly) { $0.applications[0][0].value.append(1) },
      Row("region 6A0400", .insuranceOnly) { $0.applications[0] = FusedCodeDraft.insurance(region: [0x6A, 4, 0]) },
      Row("region 61040F", .insuranceOnly) { $0.applications[0] = FusedCodeDraft.insurance(region: [0x61, 4, 0x0F]) },
      Row("region of two bytes", .insuranceOnly) { $0.applications[0] = FusedCodeDraft.insurance(region: [0x61, 4]) },
      Row("region of four bytes", .insuranceOnly) {
        $0.applications[0] = FusedCodeDraft.insurance(region: [0, 0x61, 4, 0])
      },
      Row("scheme 0", .insuranceOnly) { $0.applications[0] = FusedCodeDraft.insurance(scheme: [0]) },
      Row("scheme 4", .insuranceOnly) { $0.applications[0] = FusedCodeDraft.insurance(scheme: [4]) },
      Row("scheme of two bytes", .insuranceOnly) { $0.applications[0] = FusedCodeDraft.insurance(scheme: [0, 1]) },
      Row("voucher of 7 bytes", .insuranceOnly) {
        $0.applications[0] = FusedCodeDraft.insurance(voucher: [UInt8](repeating: 1, count: 7))
      },
      Row("voucher of 9 bytes", .insuranceOnly) {
        $0.applications[0] = FusedCodeDraft.insurance(voucher: [UInt8](repeating: 1, count: 9))
      },
      Row("transactions of one byte", .insuranceOnly) {
        $0.applications[0] = FusedCodeDraft.insurance(transactions: [7])
      },
      Row("transactions of three bytes", .insuranceOnly) {
        $0.applications[0] = FusedCodeDraft.insurance(transactions: [0, 0, 7])
      },
    ]
  static let insuranceObjects = listedObjects("insurance", .insuranceOnly, FusedCodeDraft.insurance())

  static let payment: [RefusedStructure] = [
    Row("payment in a printed code", .healthAndPayment) {
      $0.credential.removeLast()
      $0.presentation = nil
    },
    Row("payment AID of 4 bytes", .paymentFused) { $0.applications[0][0].value = [0xA0, 0, 0, 3] },
    Row("payment AID of 17 bytes", .paymentFused) { $0.applications[0][0].value = [UInt8](repeating: 0xA0, count: 17) },
    Row("payment AID twice", .paymentFused) { $0.applications[0].append($0.applications[0][0]) },
    Row("payment AID of no bytes", .paymentFused) { $0.applications[0][0].value = [] },
    Row("payment without AID", .paymentFused) { $0.applications[0].removeFirst() },
    Row("payment AID after another object", .paymentFused) { $0.applications[0].swapAt(0, 1) },
    Row("payment with an unlisted fused AID", .healthAndPayment) {
      $0.applications[1][0].value = [0xF0, 0x46, 0x43, 0x50, 0x59, 0x01]
    },
    Row("63 twice in a payment", .paymentFused) { $0.applications[0].append(DraftObject(0x63, [])) },
    Row("limit of three bytes", .paymentFused) { $0.applications[0] = FusedCodeDraft.payment(limit: [0, 1, 0]) },
    Row("limit of five bytes", .paymentFused) { $0.applications[0] = FusedCodeDraft.payment(limit: [0, 0, 0, 1, 0]) },
    Row("limit of no bytes", .paymentFused) { $0.applications[0] = FusedCodeDraft.payment(limit: []) },
    Row("limit twice", .paymentFused) { $0.applications[0][2].value += $0.applications[0][2].value },
    Row("limit twice around another object", .paymentFused) {
      let limit = $0.applications[0][2].value
      $0.applications[0][2].value = limit + [0xC2, 0] + limit
    },
    Row("63 that does not read", .paymentFused) { $0.applications[0][2].value.append(0xC2) },
    Row("a payment object longer than 61", .paymentFused) {
      $0.applications[0].append(DraftObject(0x57, [], lengthBytes: [1]))
    },
    Row("a payment object with a longer length than it needs", .paymentFused) {
      $0.applications[0][1].lengthBytes = [0x81, 3]
    },
  ]

  /// Each listed object of a 63 left out, doubled, out of order, under another tag; one more; one cut.
  private static func listedObjects(
    _ name: String, _ base: FusedCodeDraft, _ application: [DraftObject]
  ) -> [RefusedStructure] {
    let objects = split(application[1].value)
    var rows: [RefusedStructure] = []
    func row(_ edit: String, _ objects: [[UInt8]]) {
      let value = [UInt8](objects.joined())
      rows.append(RefusedStructure("\(name) \(edit)", base) { $0.applications[0][1].value = value })
    }
    for place in objects.indices {
      var edited = objects
      edited.remove(at: place)
      row("without object \(place)", edited)
      edited.append(objects[place])
      if place < objects.count - 1 { row("with object \(place) last", edited) }
      edited = objects
      edited.insert(objects[place], at: place)
      row("with object \(place) twice", edited)
      edited[place] = [0xC9, 0]
      row("with an object before object \(place)", edited)
      edited = objects
      edited[place][0] = 0xC9
      row("with object \(place) under another tag", edited)
    }
    row("with an object more", objects + [[0xC5, 0]])
    row("with a byte more", objects + [[0xC5]])
    row("with its last byte cut", objects.dropLast() + [objects[objects.count - 1].dropLast()])
    return rows
  }

  /// The objects, all of short lengths, in `bytes`.
  private static func split(_ bytes: [UInt8]) -> [[UInt8]] {
    var objects: [[UInt8]] = []
    var rest = bytes[...]
    while rest.count >= 2 {
      let count = 2 + Int(rest[rest.startIndex + 1])
      objects.append(Array(rest.prefix(count)))
      rest = rest.dropFirst(count)
    }
    return objects
  }
}
