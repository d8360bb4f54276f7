import Testing

@testable import RigProtocol

@Suite struct RigProtocolTests {
  private static let requests: [RigRequest] =
    [
      .hello, .clock(-400), .clock(1_800_000_000), .nudge(socket: "uplinkd.sock", byte: 0x6E), .fill, .room, .hold,
      .free,
      .unplug(device: "ttymxc2"), .plug(device: "ttymxc2"), .leave([]), .leave([0, 0x5A, 0xFF]), .process("acceptd"),
      .freeze("uplinkd"),
      .read("/proc/41/status"), .resident(["acceptd"]), .resident(["acceptd", "uplinkd"]),
    ] + RigFile.allCases.map { .copy($0) } + RigMoment.allCases.map { .stop($0) }

  @Test(arguments: requests) func `a request survives its line`(request: RigRequest) {
    let words = request.text.split(separator: " ").map { String($0) }
    // Nothing to leave is no word.
    guard request != .leave([]) else { return #expect(RigRequest(words) == nil) }
    #expect(RigRequest(words) == request)
  }

  @Test(arguments: [
    "", "hallo", "hello again", "clock", "clock noon", "copy", "copy trust", "nudge uplinkd.sock", "nudge a 256",
    "nudge a -1", "stop", "stop never", "leave 0", "leave 0G", "leave AA", "fill up", "process", "read",
    "resident",
  ]) func `what is no request is none`(line: String) {
    #expect(RigRequest(line.split(separator: " ").map { String($0) }) == nil)
  }

  @Test func `bytes survive their text`() {
    let bytes = (0...255).map { UInt8($0) }
    #expect(RigHexadecimal.bytes(RigHexadecimal.text(bytes)) == bytes)
  }

  @Test func `lines of a copy survive`() {
    for line in [RigCopyLine.length(file: 1, bytes: 0), .block(file: 0, number: 7, bytes: [1, 2, 0xFE])] {
      #expect(RigCopyLine(line.text.split(separator: " ").map { String($0) }) == line)
    }
    for text in ["length 2 5", "length 0 -1", "block 0 1", "block 0 1 0g", "piece 0 1 00"] {
      #expect(RigCopyLine(text.split(separator: " ").map { String($0) }) == nil)
    }
  }

  @Test func `only what changed is copied again`() {
    var blocks = RigBlocks()
    var file = [UInt8](repeating: 1, count: 3 * RigBlocks.bytes + 10)
    #expect(blocks.changed(file) == [0, 1, 2, 3])
    #expect(blocks.changed(file) == [])
    file[RigBlocks.bytes] = 2
    file.append(3)
    #expect(blocks.changed(file) == [1, 3])
    #expect(blocks.changed([]) == [])
    #expect(blocks.changed(file) == [0, 1, 2, 3], "a file that was gone is new")
  }
}
