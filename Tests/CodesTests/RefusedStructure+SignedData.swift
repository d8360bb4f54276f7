import CodeFixtures
import Codes

private typealias Row = RefusedStructure

extension RefusedStructure {
  static let credential: [RefusedStructure] =
    [
      Row("fusion identifier 0", .healthOnly) { $0.credential[1].value = [0, 0] },
      Row("fusion identifier names one absent", .healthOnly) { $0.credential[1].value = [0, 3] },
      Row("fusion identifier hides one", .whole) { $0.credential[1].value = [0, 3] },
      Row("fusion identifier names another", .healthOnly) { $0.credential[1].value = [0, 2] },
      Row("fusion identifier with bit 3", .healthOnly) { $0.credential[1].value = [0, 9] },
      Row("fusion identifier with bit 15", .healthOnly) { $0.credential[1].value = [0x80, 1] },
      Row("fusion identifier little-endian", .healthOnly) { $0.credential[1].value = [1, 0] },
      Row("holder key of 32 bytes", .healthOnly) { $0.credential[7].value.removeLast() },
      Row("holder key of 34 bytes", .healthOnly) { $0.credential[7].value.append(0) },
      Row("holder key of 65 bytes", .healthOnly) { $0.credential[7].value = [UInt8](repeating: 4, count: 65) },
      Row("holder key of no bytes", .healthOnly) { $0.credential[7].value = [] },
      Row("holder key but no presentation", .healthOnly) { $0.presentation = nil },
      Row("holder key twice", .healthOnly) { $0.credential.append($0.credential[7]) },
      Row("presentation but no holder key", .healthOnly) { $0.credential.removeLast() },
      Row("an object after C7", .healthOnly) { $0.credential.append(DraftObject(0xC8, [])) },
      Row("an object after C6 in a printed code", .printed) { $0.credential.append(DraftObject(0xC8, [])) },
      Row("C7 before C6", .healthOnly) { $0.credential.swapAt(6, 7) },
    ]

  /// Each listed object of a printed code's credential but the version.
  static let credentialObjects: [RefusedStructure] = (1...6).flatMap { (place: Int) -> [RefusedStructure] in
    let name = "credential with object \(place)"
    return [
      Row("\(name) missing", .printed) { $0.credential.remove(at: place) },
      Row("\(name) twice", .printed) { $0.credential.insert($0.credential[place], at: place) },
      Row("\(name) a byte short", .printed) { $0.credential[place].value.removeLast() },
      Row("\(name) a byte long", .printed) { $0.credential[place].value.append(0) },
      Row("\(name) under another tag", .printed) { $0.credential[place].tag = [0xC9] },
      Row("\(name) after one not listed", .printed) { $0.credential.insert(DraftObject(0xC9, []), at: place) },
      Row("\(name) before its place", .printed) { $0.credential.swapAt(place, place - 1) },
    ]
  }

  /// 64 beside E1.
  static let signedData: [RefusedStructure] =
    [
      Row("issuer signature missing", .healthOnly) { $0.editSignedData = { $0.remove(at: 1) } },
      Row("issuer signature missing in a printed code", .printed) { $0.editSignedData = { $0.removeLast() } },
      Row("issuer signature of 63 bytes", .healthOnly) { $0.editSignedData = { $0[1].value.removeLast() } },
      Row("issuer signature of 65 bytes", .healthOnly) { $0.editSignedData = { $0[1].value.append(0) } },
      Row("issuer signature twice", .healthOnly) { $0.editSignedData = { $0.insert($0[1], at: 1) } },
      Row("holder signature missing", .healthOnly) { $0.editSignedData = { $0.removeLast() } },
      Row("holder signature of 63 bytes", .healthOnly) { $0.editSignedData = { $0[3].value.removeLast() } },
      Row("holder signature of 65 bytes", .healthOnly) { $0.editSignedData = { $0[3].value.append(0) } },
      Row("holder signature twice", .healthOnly) { $0.editSignedData = { $0.append($0[3]) } },
      Row("holder signature in a printed code", .printed) {
        $0.editSignedData = { $0.append(DraftObject(0xDD, [UInt8](repeating: 1, count: 64))) }
      },
      Row("E2 in a printed code", .printed) { $0.editSignedData = { $0.append(DraftObject(0xE2, [])) } },
      Row("E2 missing", .healthOnly) { $0.editSignedData = { $0.remove(at: 2) } },
      Row("E2 before DE", .healthOnly) { $0.editSignedData = { $0.swapAt(1, 2) } },
      Row("DD before E2", .healthOnly) { $0.editSignedData = { $0.swapAt(2, 3) } },
      Row("DE and DD exchanged", .healthOnly) { $0.editSignedData = { $0.swapAt(1, 3) } },
      Row("E1 twice", .healthOnly) { $0.editSignedData = { $0.insert($0[0], at: 1) } },
      Row("an object after DD", .healthOnly) {
        $0.editSignedData = { $0.append(DraftObject(0xDF, [], lengthBytes: [1, 0])) }
      },
      Row("an object after DE in a printed code", .printed) {
        $0.editSignedData = { $0.append(DraftObject(0xC9, [])) }
      },
      Row("an object before E1", .healthOnly) { $0.editSignedData = { $0.insert(DraftObject(0xC9, []), at: 0) } },
      Row("lifetime 0", .healthOnly) { $0.presentation?[1].value = [0, 0] },
      Row("lifetime 1201", .healthOnly) { $0.presentation?[1].value = [0x04, 0xB1] },
      Row("lifetime 65535", .healthOnly) { $0.presentation?[1].value = [0xFF, 0xFF] },
      Row("E2 empty", .healthOnly) { $0.presentation = [] },
      Row("an object more in E2", .healthOnly) { $0.presentation?.append(DraftObject(0xC3, [])) },
      Row("E2 in another order", .healthOnly) { $0.presentation?.swapAt(0, 2) },
    ]

  static let presentationObjects: [RefusedStructure] = (0...2).flatMap { (place: Int) -> [RefusedStructure] in
    let name = "presentation with object \(place)"
    return [
      Row("\(name) missing", .healthOnly) { $0.presentation?.remove(at: place) },
      Row("\(name) twice", .healthOnly) {
        if let object = $0.presentation?[place] { $0.presentation?.insert(object, at: place) }
      },
      Row("\(name) a byte short", .healthOnly) { $0.presentation?[place].value.removeLast() },
      Row("\(name) a byte long", .healthOnly) { $0.presentation?[place].value.insert(0, at: 0) },
      Row("\(name) under another tag", .healthOnly) { $0.presentation?[place].tag = [0xC9] },
    ]
  }
}
