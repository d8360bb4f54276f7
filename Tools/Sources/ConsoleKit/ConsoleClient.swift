import ConsoleProtocol

/// Asks a terminal over its console. A request is repeated under its number until its answer arrives.
public actor ConsoleClient {
  private let channel: any ConsoleChannel
  private let patience: ConsolePatience
  private var reader = LineReader()
  private var number: UInt32
  private var hasBeenAnswered = false

  /// - Parameter number: the first request's is one more. A random one, so that nothing from an earlier run has it.
  public init(
    _ channel: any ConsoleChannel, patience: ConsolePatience = .shipping, number: UInt32 = .random(in: 0...UInt32.max)
  ) {
    self.channel = channel
    self.patience = patience
    self.number = number
  }

  /// Who is there.
  public func greet() async throws -> Greeting {
    // Ends what a person or a modem manager may have left half-typed.
    if !hasBeenAnswered { try await channel.send([0x0D]) }
    guard let greeting = Greeting(try await ask(.hello)) else { throw ConsoleFault.unintelligible("hello") }
    guard greeting.version == Greeting.currentVersion else { throw ConsoleFault.otherVersion(greeting.version) }
    return greeting
  }

  /// Carries a document over, and has the terminal take it.
  /// - Parameter progress: told how many bytes are there.
  public func send(
    _ document: Document, _ bytes: [UInt8], progress: @Sendable (Int) -> Void = { _ in }
  ) async throws {
    _ = try await ask(.begin(document, size: UInt32(bytes.count), checksum: Checksum.of(bytes)))
    for start in stride(from: 0, to: bytes.count, by: ConsoleLimits.chunkBytes) {
      let end = min(start + ConsoleLimits.chunkBytes, bytes.count)
      let answer = try await ask(.put(offset: UInt32(start), Array(bytes[start..<end])))
      guard Payload.uint32(answer) == UInt32(end) else { throw ConsoleFault.unintelligible("put") }
      progress(end)
    }
    _ = try await ask(.finish)
  }

  /// Has the terminal examine itself; its report. The terminal stands still until `release` is asked.
  public func examine() async throws -> [UInt8] {
    guard let size = Payload.uint32(try await ask(.examine)), size <= ConsoleLimits.reportBytes else {
      throw ConsoleFault.unintelligible("examine")
    }
    var report: [UInt8] = []
    while report.count < size {
      let part = try await ask(.report(offset: UInt32(report.count)))
      guard !part.isEmpty else { throw ConsoleFault.unintelligible("report") }
      report += part
    }
    return report
  }

  /// One request, and what the terminal answers to it.
  public func ask(_ request: Request) async throws -> [UInt8] {
    number &+= 1
    let line = request.frame(number: number).line
    var sightings = ConsoleSightings()
    for _ in 0..<(hasBeenAnswered ? patience.attempts : patience.firstAttempts) {
      try await channel.send(line)
      if let answer = try await answer(&sightings) {
        hasBeenAnswered = true
        return answer
      }
    }
    throw ConsoleFault.noAnswer(sightings)
  }

  /// The answer to the request under way; nil where it does not come in time.
  private func answer(_ sightings: inout ConsoleSightings) async throws -> [UInt8]? {
    var deadline = channel.uptime + patience.answer
    while channel.uptime < deadline {
      let bytes = try await channel.receive(within: deadline - channel.uptime)
      sightings.saw(bytes)
      for byte in bytes {
        guard let line = reader.take(byte) else { continue }
        if case .frame = Frame.read(line, .request) { sightings.echoes += 1 }
        switch Frame.read(line, .answer) {
        case .none: continue
        case .damaged: sightings.damaged += 1
        case .frame(let frame):
          // Others are of a repetition whose answer had already come.
          guard frame.number == number else { continue }
          switch Answer(frame) {
          case .done(let payload): return payload
          case .wait: deadline = channel.uptime + patience.work
          case .refused(let refusal, let detail): throw ConsoleFault.refused(refusal, detail: detail)
          case nil: throw ConsoleFault.unintelligible(frame.word)
          }
        }
      }
    }
    return nil
  }
}
