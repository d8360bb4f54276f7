import Foundation
import Testing

@testable import BoardKit

@Suite struct ModuleSignatureTests {
  private let mark = Data("~Module signature appended~\n".utf8)

  private func signed(_ module: Data, signature: Int, says: UInt32? = nil) -> Data {
    let length = says ?? UInt32(signature)
    let bytes = (0..<4).map { UInt8(truncatingIfNeeded: length >> UInt32(24 - 8 * $0)) }
    return module + Data(repeating: 0x5A, count: signature) + Data(repeating: 0, count: 8) + Data(bytes) + mark
  }

  @Test func aSignatureIsCutOff() {
    let module = Data((0..<1_000).map { UInt8(truncatingIfNeeded: $0) })
    #expect(signed(module, signature: 300).withoutModuleSignature == module)
    #expect(module.withoutModuleSignature == module)
  }

  @Test(arguments: [0x7FFF_FFFF, 5_000, 1_300] as [UInt32]) func aLengthThatCannotBeCutsNothing(_ length: UInt32) {
    let whole = signed(Data(repeating: 1, count: 1_000), signature: 300, says: length)
    #expect(whole.withoutModuleSignature == whole)
  }

  @Test func theMarkAloneIsLeftAlone() {
    #expect(mark.withoutModuleSignature == mark)
    #expect(Data().withoutModuleSignature.isEmpty)
  }
}
