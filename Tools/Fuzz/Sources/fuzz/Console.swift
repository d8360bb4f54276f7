import ConsoleProtocol
import Diagnosis
import Time

let consoleTargets = [
  FuzzTarget(
    name: "console-frame", longest: 2_048, runs: 9_000,
    seeds: { requests.map { Array($0.frame(number: 41).line.dropLast(2)) } },
    run: { line in
      for direction in [Frame.Direction.request, .answer] {
        guard case .frame(let frame) = Frame.read(line, direction) else { continue }
        require(frame.payload.count <= ConsoleLimits.payloadBytes, "a payload has its largest size")
        let again = Array(frame.line.dropLast(2))
        require(Frame.read(again, direction) == .frame(frame), "what is written reads as the same")
      }
      readPayload(line)
    }),
  FuzzTarget(
    name: "console-session", longest: 8_192, runs: 1_500,
    seeds: { [requests.flatMap { $0.frame(number: 41).line }, Array("help\r\n".utf8)] },
    run: { bytes in
      var session = ConsoleSession()
      let now = Uptime(microseconds: 1)
      for byte in bytes {
        switch session.received(byte, at: now) {
        case .work(let work, _):
          if case .install(_, let document) = work {
            require(document.count <= bytes.count, "a document is no longer than what came")
          }
          _ = session.finished(.success([1, 2, 3]), at: now)
        case .send, nil: break
        }
      }
    }),
]

private let requests: [Request] = [
  .hello, .clock(1_795_000_000), .journalKey(algorithm: "ES256"), .begin(.identity, size: 3, checksum: 0),
  .put(offset: 0, [1, 2, 3]), .finish, .examine, .report(offset: 0), .release,
]

/// Every request and answer that a payload may be of, and the documents that are carried.
private func readPayload(_ payload: [UInt8]) {
  let words = ["hello", "clock", "journalkey", "certificate", "begin", "put", "finish", "examine", "report", "release"]
  for word in words {
    let frame = Frame(.request, number: 1, word: word, payload: payload)
    if let request = Request(frame) { require(request.frame(number: 1) == frame, "a request has one frame") }
  }
  if let identity = Identity(payload) {
    require(Identity(identity.document) == identity, "an identity reads as it was written")
  }
  _ = Greeting(payload)
  _ = Finding.findings(of: payload)
}
