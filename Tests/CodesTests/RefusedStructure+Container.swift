import CodeFixtures
import Codes

private typealias Row = RefusedStructure

extension RefusedStructure {
  /// The top of the payload, 62, and what makes a payload a fused code at all.
  static let container: [RefusedStructure] = [
    Row("85 of another format", .whole, recognised: false) { $0.editTop = { $0[0].value[4] = 0x32 } },
    Row("85 missing", .whole, recognised: false) { $0.editTop = { $0.removeFirst() } },
    Row("85 twice", .whole, recognised: false) { $0.editTop = { $0.insert($0[0], at: 0) } },
    Row("85 again at the end", .healthOnly) { $0.editTop = { $0.append($0[0]) } },
    Row("an object before 61", .healthOnly, recognised: false) {
      $0.editTop = { $0.insert(DraftObject(0x50, []), at: 1) }
    },
    Row("an object between 61 and 62", .healthOnly) { $0.editTop = { $0.insert(DraftObject(0x50, []), at: 2) } },
    Row("an object between two 61", .healthAndPayment) { $0.editTop = { $0.insert(DraftObject(0x50, []), at: 2) } },
    Row("an object after 62", .healthOnly) { $0.editTop = { $0.append(DraftObject(0x50, [])) } },
    Row("a 61 after 62", .healthOnly) { $0.editTop = { $0.swapAt(1, 2) } },
    Row("62 twice", .healthOnly) { $0.editTop = { $0.append(DraftObject(0x62, [])) } },
    Row("a 61 again after 62", .healthAndPayment) { $0.editTop = { $0.append($0.remove(at: 2)) } },
    Row("no 61", .healthOnly) { $0.editTop = { $0.remove(at: 1) } },
    Row("five 61", .paymentFused) {
      $0.applications = [[DraftObject]](repeating: FusedCodeDraft.payment(limit: nil), count: 5)
    },
    Row("no 62", .healthOnly) { $0.editTop = { $0.removeLast() } },
    Row("62 empty", .healthOnly) { $0.editCommonData = { $0 = [] } },
    Row("64 twice in 62", .healthOnly) { $0.editCommonData = { $0.append(DraftObject(0x64, [])) } },
    Row("an object after 64", .healthOnly) { $0.editCommonData = { $0.append(DraftObject(0x5A, [])) } },
    Row("an object before 64", .healthOnly) { $0.editCommonData = { $0.insert(DraftObject(0x5A, []), at: 0) } },
    Row("64 under another tag", .healthOnly) { $0.editCommonData = { $0[0].tag = [0x65] } },
    Row("64 empty", .healthOnly) { $0.editCommonData = { $0[0].value = [] } },

    Row("no fused AID, no credential", .paymentFused, .notFusedCode) { $0.editTop = { $0.removeLast() } },
    Row("no fused AID, 62 without 64", .paymentFused, .notFusedCode) { $0.editCommonData = { $0 = [] } },
    Row("no fused AID, 64 of another kind", .paymentFused, .notFusedCode) {
      $0.editSignedData = { $0.insert(DraftObject(0x5A, [1]), at: 0) }
    },
    Row("no fused AID, 64 empty", .paymentFused, .notFusedCode) {
      $0.editCommonData = { $0[0].value = [] }
    },
    Row("a payment code with a 6F beside", .paymentFused, .notFusedCode) {
      $0.editTop = { $0[2] = DraftObject(0x6F, [0xFF, 0xFF]) }
    },
    Row("no fused AID, but a credential after another 64", .paymentFused) {
      $0.editCommonData = { $0.insert(DraftObject(0x64, [0x5A, 0]), at: 0) }
    },
    Row("no fused AID, a credential that does not read", .paymentFused) {
      $0.editCommonData = { $0[0].value = [0xE1] }
    },
    Row("a fused AID that is not first in its 61", .paymentFused) {
      $0.applications[0].insert(DraftObject(0x50, []), at: 0)
      $0.applications[0][1].value = FusedCodeDraft.healthAID
      $0.editTop = { $0.removeLast() }
    },
    Row("a fused AID that is second in its 61", .paymentFused) {
      $0.applications[0].append(DraftObject(0x4F, FusedCodeDraft.healthAID))
      $0.editTop = { $0.removeLast() }
    },
    Row("a fused AID of three bytes", .paymentFused) {
      $0.applications[0][0].value = [0xF0, 0x46, 0x43]
      $0.editTop = { $0.removeLast() }
    },
    Row("a payment code with a 61 that does not read", .paymentFused, recognised: false) {
      $0.applications[0].append(DraftObject(0x57, [], lengthBytes: [1]))
      $0.editTop = { $0.removeLast() }
    },
    Row("a payment code with a 62 that does not read", .paymentFused, recognised: false) {
      $0.editCommonData = { $0 = [DraftObject(0x57, [], lengthBytes: [1])] }
    },
    Row("a payment code with a byte after the end", .paymentFused, recognised: false) {
      $0.editTop = { $0[2] = DraftObject(longTag: [], [0x57], lengthBytes: []) }
    },
    Row("a fused AID before what does not read", .healthOnly) {
      $0.editTop = { $0[2] = DraftObject(longTag: [], [0x57], lengthBytes: []) }
    },
    Row("a length in a longer form than it needs", .healthOnly, recognised: false) {
      $0.editTop = { $0[1].lengthBytes = [0x81, UInt8($0[1].value.count)] }
    },
    Row("a length of three bytes after the first", .healthOnly) {
      $0.editTop = { $0[2].lengthBytes = [0x83, 0, 0, UInt8($0[2].value.count)] }
    },
    Row("an indefinite length", .healthOnly) {
      $0.editTop = {
        $0[2].lengthBytes = [0x80]; $0[2].value += [0, 0]
      }
    },
    Row("62 longer than the payload", .healthOnly) {
      $0.editTop = { $0[2].lengthBytes = [0x81, UInt8($0[2].value.count + 1)] }
    },
    Row("62 shorter than its 64", .healthOnly) {
      $0.editTop = { $0[2].lengthBytes = [0x81, UInt8($0[2].value.count - 1)] }
    },
    Row("64 longer than 62", .healthOnly) {
      $0.editCommonData = { $0[0].lengthBytes = [0x81, UInt8($0[0].value.count + 1)] }
    },
    Row("64 shorter than it is", .healthOnly) {
      $0.editCommonData = { $0[0].lengthBytes = [0x81, UInt8($0[0].value.count - 1)] }
    },
    Row("a tag of five bytes", .paymentFused) {
      $0.applications[0].append(DraftObject(longTag: [0x9F, 0x81, 0x82, 0x83, 0x04], []))
    },
  ]

  /// What is judged before the version and what is not.
  static let version: [RefusedStructure] = [
    Row("version 2", .whole, .unsupportedVersion) { $0.credential[0].value = [2] },
    Row("version 0", .whole, .unsupportedVersion) { $0.credential[0].value = [0] },
    Row("version 255", .printed, .unsupportedVersion) { $0.credential[0].value = [255] },
    Row("version of two bytes", .whole) { $0.credential[0].value = [2, 0] },
    Row("version of no bytes", .whole) { $0.credential[0].value = [] },
    Row("version missing", .whole) { $0.credential.removeFirst() },
    Row("version not first in E1", .whole) {
      $0.credential[0].value = [2]
      $0.credential.swapAt(0, 1)
    },
    Row("version 2, E1 not first in 64", .whole) {
      $0.credential[0].value = [2]
      $0.editSignedData = { $0.swapAt(0, 1) }
    },
    Row("version 2, no fused AID, E1 not first in 64", .paymentFused, .notFusedCode) {
      $0.credential[0].value = [2]
      $0.editSignedData = { $0.swapAt(0, 1) }
    },
    Row("version 2, nothing else in E1", .whole, .unsupportedVersion) { $0.credential = [DraftObject(0xC0, [2])] },
    Row("version 2, rubbish after C0", .whole, .unsupportedVersion) {
      $0.credential = [DraftObject(0xC0, [2]), DraftObject(0xC1, [], lengthBytes: [0x80])]
    },
    Row("version 2, rubbish after E1", .whole, .unsupportedVersion) {
      $0.credential[0].value = [2]
      $0.editSignedData = { $0 = [$0[0], DraftObject(0xDE, [], lengthBytes: [0x83])] }
    },
    Row("version 2, no signatures", .whole, .unsupportedVersion) {
      $0.credential[0].value = [2]
      $0.editSignedData = { $0 = [$0[0]] }
    },
    Row("version 2, E1 longer than 64", .whole) {
      $0.credential[0].value = [2]
      $0.editSignedData = { $0 = [DraftObject(0xE1, $0[0].value, lengthBytes: [0x7F])] }
    },
    Row("version 2, 61 empty", .healthOnly, .unsupportedVersion) {
      $0.credential[0].value = [2]
      $0.applications = [[]]
    },
    Row("version 2, a 61 that does not read", .healthOnly, .unsupportedVersion) {
      $0.credential[0].value = [2]
      $0.applications = [[DraftObject(0x4F, [], lengthBytes: [0x7F])]]
    },
    Row("version 2, unlisted fused AID", .healthOnly, .unsupportedVersion) {
      $0.credential[0].value = [2]
      $0.applications[0][0].value[4] = 0x44
    },
    Row("version 2, payments only", .paymentFused, .unsupportedVersion) { $0.credential[0].value = [2] },
    Row("version 2, payments in a printed code", .healthAndPayment, .unsupportedVersion) {
      $0.credential[0].value = [2]
      $0.credential.removeLast()
      $0.presentation = nil
    },
    Row("version 2, no 61", .whole) {
      $0.credential[0].value = [2]
      $0.editTop = { $0.removeSubrange(1...3) }
    },
    Row("version 2, five 61", .paymentFused) {
      $0.credential[0].value = [2]
      $0.applications = [[DraftObject]](repeating: [], count: 5)
    },
    Row("version 2, an object after 62", .whole) {
      $0.credential[0].value = [2]
      $0.editTop = { $0.append(DraftObject(0x50, [])) }
    },
    Row("version 2, an object beside 64", .whole) {
      $0.credential[0].value = [2]
      $0.editCommonData = { $0.append(DraftObject(0x5A, [])) }
    },
    Row("version 2, a byte after the end", .whole) {
      $0.credential[0].value = [2]
      $0.editTop = { $0.append(DraftObject(longTag: [], [0x50], lengthBytes: [])) }
    },
  ]
}
