/// What a document is that is carried to the terminal.
public enum Document: UInt8, CaseIterable, Equatable, Sendable {
  /// The region's root public key, one line such as `ES256 02AB…`.
  case root = 1
  /// The signed trust bundle to start with.
  case bundle
  /// The terminal's TLS certificate, PEM.
  case certificate
  /// The authority of the hub's certificate, PEM.
  case authority
  /// Who the terminal is, as `Identity` writes it. Its arrival completes the terminal.
  case identity
}

/// What is asked of the terminal.
public enum Request: Equatable, Sendable {
  /// Who are you, and in what state? Answered with a `Greeting`.
  case hello
  /// Set both clocks to this time, in Unix seconds.
  case clock(Int64)
  /// Make the key that signs the journal, if there is none, with this algorithm: `ES256` or `SM2`. Answered with its
  /// public key as a line of text.
  case journalKey(algorithm: String)
  /// Make the key of the uplink, if there is none, and a request for its certificate in this terminal's name. Answered with the
  /// request: PKCS#10, DER.
  case certificateRequest(terminal: String)
  /// A document begins: its size and checksum.
  case begin(Document, size: UInt32, checksum: UInt32)
  /// A part of it, from an offset. Answered with the offset of the next.
  case put(offset: UInt32, [UInt8])
  /// All of it is there: take it.
  case finish
  /// Stop selling and examine yourself. Answered with the size of the report, four bytes.
  case examine
  /// A part of the report, from an offset.
  case report(offset: UInt32)
  /// The check-up is over: sell again.
  case release

  /// The request of a frame; nil where there is no such request, or its payload is not what it should be.
  public init?(_ frame: Frame) {
    var reader = PayloadReader(frame.payload)
    guard frame.direction == .request, let request = Request.read(frame.word.utf8, &reader), reader.isAtEnd else {
      return nil
    }
    self = request
  }

  private static func read(_ word: String.UTF8View, _ reader: inout PayloadReader) -> Request? {
    if word.elementsEqual("hello".utf8) { return .hello }
    if word.elementsEqual("clock".utf8) { return reader.int64().map { Request.clock($0) } }
    if word.elementsEqual("journalkey".utf8) { return reader.text().map { Request.journalKey(algorithm: $0) } }
    if word.elementsEqual("certificate".utf8) { return reader.text().map { Request.certificateRequest(terminal: $0) } }
    if word.elementsEqual("begin".utf8) { return begin(&reader) }
    if word.elementsEqual("put".utf8) {
      guard let offset = reader.uint32() else { return nil }
      return .put(offset: offset, reader.rest())
    }
    if word.elementsEqual("finish".utf8) { return .finish }
    if word.elementsEqual("examine".utf8) { return .examine }
    if word.elementsEqual("report".utf8) { return reader.uint32().map { Request.report(offset: $0) } }
    return word.elementsEqual("release".utf8) ? .release : nil
  }

  private static func begin(_ reader: inout PayloadReader) -> Request? {
    guard let kind = reader.uint8(), let document = Document(rawValue: kind), let size = reader.uint32(),
      let checksum = reader.uint32()
    else { return nil }
    return .begin(document, size: size, checksum: checksum)
  }

  /// The request as the frame of this number.
  public func frame(number: UInt32) -> Frame {
    let (word, payload): (String, [UInt8]) =
      switch self {
      case .hello: ("hello", [])
      case .clock(let seconds): ("clock", Payload.bytes(UInt64(bitPattern: seconds)))
      case .journalKey(let algorithm): ("journalkey", Array(algorithm.utf8))
      case .certificateRequest(let terminal): ("certificate", Array(terminal.utf8))
      case .begin(let document, let size, let checksum):
        ("begin", [document.rawValue] + Payload.bytes(size) + Payload.bytes(checksum))
      case .put(let offset, let bytes): ("put", Payload.bytes(offset) + bytes)
      case .finish: ("finish", [])
      case .examine: ("examine", [])
      case .report(let offset): ("report", Payload.bytes(offset))
      case .release: ("release", [])
      }
    return Frame(.request, number: number, word: word, payload: payload)
  }
}
