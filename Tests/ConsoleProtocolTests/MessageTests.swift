import Testing

@testable import ConsoleProtocol

@Suite struct MessageTests {
  @Test(arguments: [
    Request.hello, .clock(1_763_762_000), .clock(-1), .journalKey(algorithm: "SM2"),
    .certificateRequest(terminal: "T-1"), .begin(.bundle, size: 12_345, checksum: 0xDEAD_BEEF),
    .put(offset: 700, [1, 2, 3]), .put(offset: 0, []), .finish, .examine, .report(offset: 768), .release,
  ])
  func `a request is read as it was written`(request: Request) {
    let frame = request.frame(number: 9)
    guard case .frame(let read) = Frame.read(frame.line.dropLast(2), .request) else {
      Issue.record("no frame")
      return
    }
    #expect(Request(read) == request)
    #expect(read.number == 9)
  }

  @Test(
    arguments: [
      ("hello", [1]), ("clock", [1, 2, 3, 4, 5, 6, 7]), ("clock", []), ("journalkey", []),
      ("journalkey", [0x45, 0x0A]),
      ("begin", [9, 0, 0, 0, 1, 0, 0, 0, 0]), ("begin", [1, 0, 0, 0, 1, 0, 0, 0]), ("put", [0, 0, 0]), ("finish", [0]),
      ("report", [0, 0, 0]), ("nonsense", []), ("certificate", [0xE7, 0x8E, 0x8B]),
    ] as [(String, [UInt8])])
  func `no request has a payload that it should not`(word: String, payload: [UInt8]) {
    #expect(Request(Frame(.request, number: 1, word: word, payload: payload)) == nil)
    #expect(Request(Frame(.answer, number: 1, word: "hello")) == nil)
  }

  @Test(arguments: [
    Answer.done([]), .done([1, 2]), .wait, .refused(.backwards, detail: ""),
    .refused(.failed, detail: "/data: error 30"),
  ])
  func `an answer is read as it was written`(answer: Answer) {
    #expect(Answer(answer.frame(number: 3)) == answer)
  }

  @Test func `a detail is cut to what a frame carries`() {
    let frame = Answer.refused(.failed, detail: String(repeating: "d", count: 5_000)).frame(number: 1)
    #expect(frame.payload.count == ConsoleLimits.payloadBytes)
  }

  @Test func `no answer is read from what is none`() {
    for frame in [
      Frame(.request, number: 1, word: "ok"), Frame(.answer, number: 1, word: "yes"),
      Frame(.answer, number: 1, word: "wait", payload: [1]), Frame(.answer, number: 1, word: "no"),
      Frame(.answer, number: 1, word: "no", payload: [0xEE]),
    ] {
      #expect(Answer(frame) == nil)
    }
  }

  @Test func `every refusal says what is wrong`() {
    for refusal in ConsoleRefusal.allCases { #expect(refusal.explanation.count > 8) }
    #expect(Set(ConsoleRefusal.allCases.map { $0.explanation }).count == ConsoleRefusal.allCases.count)
  }

  @Test(arguments: [nil, "T-1"])
  func `a greeting is read as it was written`(terminal: String?) {
    let greeting = Greeting(board: "mcimx6ul-evk", terminal: terminal, clock: 1_763_762_000)
    #expect(Greeting(greeting.payload) == greeting)
  }

  @Test(arguments: [
    "", "version = 1\nboard = x", "version = 1\nversion = 1\nboard = x\nclock = 1", "board = x\nclock = 1", "x",
  ])
  func `what is no greeting is none`(text: String) {
    #expect(Greeting(Array(text.utf8)) == nil)
  }

  static let identity = Identity(
    terminal: "T-1", institution: "H61040200001", region: "610402", hub: "https://hub.example:8443", language: "en")

  @Test func `an identity is read as it was written`() {
    #expect(Identity(Self.identity.document) == Self.identity)
    var displayed = Self.identity
    displayed.display = "hd44780"
    #expect(Identity(displayed.document) == displayed)
    displayed.scannerProtocol = "ssi"
    #expect(Identity(displayed.document) == displayed)
    displayed.paper = "80"
    #expect(Identity(displayed.document) == displayed)
    displayed.supervisor = "50000:00:ff"
    #expect(Identity(displayed.document) == displayed)
  }

  @Test(arguments: [
    "pins = /tmp/x\n", "scanner = /dev/ttyS0\n", "terminal = T-2\n", "no equals\n", "watchdog = \u{1}\n",
  ])
  func `an identity has nothing else in it`(line: String) {
    #expect(Identity(Self.identity.document + Array(line.utf8)) == nil)
    #expect(Identity(Array("terminal = T-1\n".utf8)) == nil)
  }
}
