import Testing

@testable import Linux

@Suite struct MemoryTests {
  /// What `/proc/self/status` says of a kind of memory, in KiB.
  private func kibibytes(_ kind: String) throws -> Int {
    let status = String(decoding: try Files<Kernel>.read("/proc/self/status", limit: 65_536), as: UTF8.self)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix(kind + ":") })
    return try #require(Int(line.split(separator: "\t")[1].split(separator: " ")[0]))
  }

  /// The pages of files that are not in use go, and come back unchanged when they are touched: this very code is among them.
  @Test func whatIsNotInUseIsGivenBack() throws {
    let blocks = (0..<64).map { [UInt8](repeating: UInt8($0), count: 4_096) }
    let before = try kibibytes("RssFile")
    Memory.release()
    #expect(try kibibytes("RssFile") < before / 2)
    #expect(blocks.enumerated().allSatisfy { index, block in block.allSatisfy { $0 == UInt8(index) } })
  }
}
