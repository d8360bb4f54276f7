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

  @Test(arguments: [[], [0x70, 0], [0x63], [0x63, 0, 0, 0, 0, 0, 0, 0], [0x78], [0]] as [[UInt8]])
  func `takes nothing else for a request`(bytes: [UInt8]) {
    #expect(InitRequest(bytes) == nil)
  }
}
