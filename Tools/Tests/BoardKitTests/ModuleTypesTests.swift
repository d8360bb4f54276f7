import Foundation
import Testing

@testable import BoardKit

@Suite struct ModuleTypesTests {
  /// A module of sections that hold the bytes of their own names, in one of the two classes of files.
  private struct Module {
    let isWide: Bool
    var data: Data
    /// Where each section's bytes and its header are.
    private(set) var places: [String: (bytes: Range<Int>, header: Int)] = [:]

    init(isWide: Bool, _ names: [String]) {
      self.isWide = isWide
      let (word, header, step) = isWide ? (8, 64, 64) : (4, 52, 40)
      func number(_ value: Int, _ width: Int) -> Data { Data((0..<width).map { UInt8(value >> (8 * $0) & 0xFF) }) }
      var body = Data()
      var ranges: [Range<Int>] = []
      let texts = Data(([""] + names).joined(separator: "\0").utf8) + [0]
      for content in names.map({ Data($0.utf8) }) + [texts] {
        ranges.append(header + body.count..<header + body.count + content.count)
        body += content
      }
      let table = header + body.count
      var head = Data([0x7F, 0x45, 0x4C, 0x46, isWide ? 2 : 1, 1]) + Data(count: 26)
      head += Data(count: isWide ? 8 : 0) + number(table, word)
      head += Data(count: (isWide ? 58 : 46) - head.count) + number(step, 2) + number(ranges.count, 2)
      head += number(ranges.count - 1, 2)
      data = head + body
      var name = 1
      for (index, range) in ranges.enumerated() {
        let text = index < names.count ? names[index] : ""
        if index < names.count { places[text] = (range, data.count) }
        data += number(index < names.count ? name : 0, 4) + Data(count: isWide ? 20 : 12)
        data += number(range.lowerBound, word) + number(range.count, word)
        data += Data(count: step - (isWide ? 40 : 24))
        name += text.utf8.count + 1
      }
    }

    func size(of name: String, in data: Data) -> UInt8 { data[(places[name]?.header ?? 0) + (isWide ? 32 : 20)] }
  }

  @Test(arguments: [true, false]) func theTypesAreEmptyAndAllElseStays(_ isWide: Bool) throws {
    let module = Module(isWide: isWide, [".text", ".BTF", ".BTF.base", ".BTF.ext"])
    let data = module.data.withoutModuleTypes
    #expect(data.count == module.data.count)
    for name in [".BTF", ".BTF.base"] {
      let place = try #require(module.places[name])
      #expect(data[place.bytes].allSatisfy { $0 == 0 })
      #expect(module.size(of: name, in: module.data) == UInt8(name.utf8.count))
      #expect(module.size(of: name, in: data) == 0)
    }
    for name in [".text", ".BTF.ext"] {
      let place = try #require(module.places[name])
      #expect(String(decoding: data[place.bytes], as: UTF8.self) == name)
      #expect(module.size(of: name, in: data) == UInt8(name.utf8.count))
    }
    #expect(data.withoutModuleTypes == data)
  }

  @Test(arguments: [true, false]) func aModuleWithoutThemIsLeftAsItIs(_ isWide: Bool) {
    let module = Module(isWide: isWide, [".text", ".data"])
    #expect(module.data.withoutModuleTypes == module.data)
  }

  @Test func whatIsNoModuleIsLeftAsItIs() {
    #expect(Data().withoutModuleTypes.isEmpty)
    let text = Data("a text".utf8)
    #expect(text.withoutModuleTypes == text)
  }

  /// However a file is cut short, reading it ends.
  @Test(arguments: [true, false]) func aModuleThatIsCutShort(_ isWide: Bool) {
    let whole = Module(isWide: isWide, [".text", ".BTF"]).data
    for length in 0..<whole.count { #expect(whole.prefix(length).withoutModuleTypes.count == length) }
  }
}
