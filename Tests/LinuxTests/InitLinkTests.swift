import Testing

@testable import Linux

@Suite struct InitLinkTests {
  @Test(arguments: [
    (InitRequest.start, [0x70] as [UInt8]), (.stopTerminal, [0x73]), (.resumeTerminal, [0x67]),
    (.setClock(0x0102_0304_0506), [0x63, 6, 5, 4, 3, 2, 1, 0, 0]),
    (.setClock(-1), [0x63] + [UInt8](repeating: 0xFF, count: 8)),
  ])
  func `has one packet for each request`(request: InitRequest, bytes: [UInt8]) {
    #expect(request.packet == bytes)
    #expect(InitRequest(bytes) == request)
    #expect(bytes.count <= InitRequest.maximumBytes)
    #expect(request.answer(13) == [bytes[0], 13])
  }

  @Test(arguments: [Int64.min, -1, 0, 1, 1_763_762_345, 0xFFFF_FFFF, 0x1_0000_0000, .max])
  func `keeps every time`(seconds: Int64) {
    #expect(InitRequest(InitRequest.setClock(seconds).packet) == .setClock(seconds))
  }

  /// The console is the one process of a board that reads what a person types: nothing it sends makes init fail.
  @Test func `reads any bytes, and takes only what it would send itself`() {
    var random: UInt64 = 0x5EED
    func next(_ limit: UInt64) -> UInt64 {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (random >> 33) % limit
    }
    var taken = 0
    for _ in 0..<20_000 {
      let first: [UInt8] = [[0x63, 0x67, 0x70, 0x73][Int(next(4))]]
      let count = [0, 0, 1, 7, 8, 8, 8, 9, InitRequest.maximumBytes + 1][Int(next(9))]
      let bytes = (next(8) == 0 ? [] : first) + (0..<count).map { _ in UInt8(next(256)) }
      guard let request = InitRequest(bytes) else { continue }
      taken += 1
      #expect(request.packet == bytes)
      #expect(bytes.count <= InitRequest.maximumBytes)
    }
    #expect(taken > 1_000)
  }

  @Test(arguments: [[], [0x70, 0], [0x63], [0x63, 0, 0, 0, 0, 0, 0, 0], [0x78], [0]] as [[UInt8]])
  func `takes nothing else for a request`(bytes: [UInt8]) {
    #expect(InitRequest(bytes) == nil)
  }
}
