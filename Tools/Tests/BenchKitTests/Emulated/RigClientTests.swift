import Foundation
import RigProtocol
import Testing

@testable import BenchKit

@Suite struct RigClientTests {
  @Test func `answers belong to the last request`() {
    var state = RigClient.State()
    #expect(state.ask() == 1)
    state.take(Array("1 ok".utf8))
    #expect(state.answer == nil, "a line has an end")
    state.take(Array(" 5 words\n".utf8))
    #expect(state.answer == .done("5 words"))
    #expect(state.ask() == 2)
    state.take(Array("1 failed too late\n".utf8))
    #expect(state.answer == nil)
    state.take(Array("2 failed no such file\n".utf8))
    #expect(state.answer == .failed("no such file"))
  }

  @Test func `a copy comes before its answer, and what happened between lines`() {
    var state = RigClient.State()
    _ = state.ask()
    state.take(Array("1 length 0 3\n1 block 0 0 0a0b0c\n* stopped\nnoise\n1 ok\n".utf8))
    #expect(state.lines == [.length(file: 0, bytes: 3), .block(file: 0, number: 0, bytes: [10, 11, 12])])
    #expect(state.stops == 1)
    #expect(state.answer == .done(""))
  }

  @Test func `a copy follows what changes, however the file grows and shrinks`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("copy-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("journal").path
    var (blocks, copy) = (RigBlocks(), DatabaseCopy())
    var generator = SystemRandomNumberGenerator()
    for size in [10_000, 10_000, 30_000, 4_096, 4_097, 0, 12_288] {
      let file = (0..<size).map { $0 % 5_000 == 0 ? UInt8.random(in: 0...255, using: &generator) : 7 }
      var lines = [RigCopyLine.length(file: 0, bytes: file.count), .length(file: 1, bytes: 0)]
      for block in blocks.changed(file) {
        let start = block * RigBlocks.bytes
        lines.append(
          .block(file: 0, number: block, bytes: Array(file[start..<min(start + RigBlocks.bytes, file.count)])))
      }
      copy.take(lines)
      try copy.write(to: path)
      #expect((try? Data(contentsOf: URL(fileURLWithPath: path))).map(Array.init) ?? [] == file)
      #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    }
  }
}
