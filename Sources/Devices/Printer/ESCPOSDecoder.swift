/// An ESC/POS printer, fed from its port: the paper as text with its looks, and the answers to status queries.
///
/// It is tolerant: commands it does not know are skipped with their parameters where their length is known, and counted.
public struct ESCPOSDecoder {
  /// The most items kept; the oldest go first.
  public static let longestPaper = 4_000
  /// A line with more bytes is printed and goes on in the next.
  public static let longestLine = 512

  /// What the printer answers, and nothing else: what is printed is printed.
  public var status: PrinterStatus = []
  public private(set) var paper: [PaperItem] = []
  /// Bytes and commands that were skipped because they are unknown.
  public private(set) var unknown: UInt64 = 0

  private let codec: TextCodec
  private var parser = ESCPOSParser()
  private var alignment = PrintAlignment.left
  private var look: PaperLook = []
  private var runs: [PaperRun] = []
  private var pending: [UInt8] = []
  private var lineBytes = 0

  public init(codec: TextCodec) {
    self.codec = codec
  }

  /// Takes what arrived and returns what the printer sends back.
  public mutating func receive(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    var answers: [UInt8] = []
    for byte in bytes {
      switch parser.take(byte) {
      case .none: break
      case .text(let byte):
        if lineBytes >= Self.longestLine { endLine() }
        pending.append(byte)
        lineBytes += 1
      case .unknown: unknown &+= 1
      case .command(let command): perform(command, answers: &answers)
      }
    }
    return answers
  }

  /// Takes the paper away.
  public mutating func tearOff() -> [PaperItem] {
    let torn = paper
    paper = []
    return torn
  }

  private mutating func perform(_ command: ESCPOSParser.Command, answers: inout [UInt8]) {
    switch command {
    case .initialise: (alignment, look, runs, pending, lineBytes) = (.left, [], [], [], 0)
    case .lineFeed(let count): for _ in 0..<count { endLine() }
    case .align(let wanted): alignment = wanted
    case .cut:
      if lineBytes > 0 { endLine() }
      append(.cut)
    case .look(let mask, let wanted):
      endRun()
      look = look.subtracting(mask).union(wanted.intersection(mask))
    case .query(let kind): answers.append(answer(to: kind))
    }
  }

  /// The answers to DLE EOT 1...4.
  private func answer(to kind: UInt8) -> UInt8 {
    var bits: UInt8 = 0b0001_0010
    let isOffLine = !status.isDisjoint(with: [.paperOut, .coverOpen, .error])
    switch kind {
    case 1: if isOffLine { bits |= 0x08 }
    case 2:
      if status.contains(.coverOpen) { bits |= 0x04 }
      if status.contains(.paperOut) { bits |= 0x20 }
      if status.contains(.error) { bits |= 0x40 }
    case 3: if status.contains(.error) { bits |= 0x08 }
    default:
      if !status.isDisjoint(with: [.paperLow, .paperOut]) { bits |= 0x0C }
      if status.contains(.paperOut) { bits |= 0x60 }
    }
    return bits
  }

  private mutating func endRun() {
    guard !pending.isEmpty else { return }
    runs.append(PaperRun(text: codec.decode(pending[...]), look: look))
    pending.removeAll(keepingCapacity: true)
  }

  private mutating func endLine() {
    endRun()
    append(.line(PaperLine(alignment: alignment, runs: runs)))
    runs = []
    lineBytes = 0
  }

  private mutating func append(_ item: PaperItem) {
    if paper.count >= Self.longestPaper { paper.removeFirst() }
    paper.append(item)
  }
}
