import CodeFixtures
import Devices
import Time

let deviceTargets = [
  FuzzTarget(
    name: "scanner", longest: 8_192, runs: 1_500,
    seeds: { [Samples.code() + [0x0D, 0x0A], [0, 0xFF] + Array("AB\rC\nD".utf8)] },
    run: { bytes in
      var framer = LineFramer()
      var taken = 0
      // At once; a silence at every byte 00 would give up a frame, so time stands still.
      for frame in framer.receive(bytes, at: Uptime(microseconds: 1)) {
        require((1...ScannerFrame.longest).contains(frame.bytes.count), "a frame has a size")
        require(!frame.bytes.contains { $0 == 0x0D || $0 == 0x0A }, "a frame is without its end")
        taken += frame.bytes.count + 1
      }
      require(taken <= bytes.count, "framing yields no more than it got")
      // Cut anywhere, the stream gives the same frames.
      var pieces = LineFramer()
      let split = bytes.count / 3
      let cut =
        pieces.receive(bytes[..<split], at: Uptime(microseconds: 1))
        + pieces.receive(bytes[split...], at: Uptime(microseconds: 1))
      var whole = LineFramer()
      require(cut == whole.receive(bytes, at: Uptime(microseconds: 1)), "frames do not depend on how bytes arrive")
    }),
  FuzzTarget(
    name: "scanner-binary", longest: 8_192, runs: 1_500,
    seeds: {
      [
        [0x81, 0x00, 0x05, 0x00, 0x0D, 0x0A, 0xFF, 0x81, 0x0D, 0x41, 0x0D],
        Array("]Q1".utf8) + [0x81, 0x00, 0x02, 0x0D, 0x0A],
        Samples.code() + [0x0D], [0x81, 0x40, 0x41, 0x00, 0x0D, 0x42, 0x0D],
      ]
    },
    run: { bytes in
      for ending in [BinaryFramer.Ending.quietGap, .lineEnd] {
        var framer = BinaryFramer(ending: ending)
        var taken = 0
        var frames = framer.receive(bytes, at: Uptime(microseconds: 1))
        let late = Uptime(microseconds: 10_000_000)
        if let last = framer.fellSilent(at: late) { frames.append(last) }
        for frame in frames {
          require((1...ScannerFrame.longest).contains(frame.bytes.count), "a frame has a size")
          taken += frame.bytes.count
        }
        require(taken <= bytes.count, "framing yields no more than it got")
        require(framer.nextDeadline == nil, "silence ends every code")
        var pieces = BinaryFramer(ending: ending)
        let split = bytes.count / 3
        var cut =
          pieces.receive(bytes[..<split], at: Uptime(microseconds: 1))
          + pieces.receive(bytes[split...], at: Uptime(microseconds: 1))
        if let last = pieces.fellSilent(at: late) { cut.append(last) }
        require(cut == frames, "frames do not depend on how bytes arrive")
      }
    }),
  FuzzTarget(
    name: "scanner-ssi", longest: 4_096, runs: 2_000,
    seeds: {
      let code = Samples.code()
      let packets = [(code.prefix(250), true), (code.dropFirst(250), false)].map { part, isContinued in
        SSIPacket(SSIPacket.Opcode.decodeData, data: [0x1C] + part, isFromHost: false, isContinued: isContinued).bytes
      }
      return [
        packets[0] + packets[1], SSIPacket(SSIPacket.Opcode.replyRevision, data: [0x41], isFromHost: false).bytes,
        [0, 0] + SSIPacket(SSIPacket.Opcode.event, data: [1], isFromHost: false).bytes + [3, 4, 5],
      ]
    },
    run: { bytes in
      var link = SSILink()
      let (frames, replies) = link.receive(bytes, at: Uptime(microseconds: 1))
      var taken = 0
      for frame in frames {
        require((1...ScannerFrame.longest).contains(frame.bytes.count), "a code has a size")
        // An identifier may be put before it.
        taken += frame.bytes.count - 3
      }
      require(taken <= bytes.count, "what is read is no more than what came")
      // The least packet has six bytes, and the longest answer to one has seven.
      require(replies.count * 6 <= bytes.count * 7, "what is answered is bounded by what came")
      var now = Uptime(microseconds: 1)
      for _ in 0..<3 {
        guard let deadline = link.nextDeadline else { break }
        now = max(now, deadline)
        require(link.fellSilent(at: now).count <= 7, "one packet is asked for again")
      }
      require(link.nextDeadline == nil, "silence ends every code")
      var pieces = SSILink()
      let split = bytes.count / 3
      let first = pieces.receive(bytes[..<split], at: Uptime(microseconds: 1))
      let second = pieces.receive(bytes[split...], at: Uptime(microseconds: 1))
      require(first.frames + second.frames == frames, "codes do not depend on how bytes arrive")
      require(first.replies + second.replies == replies, "answers do not depend on how bytes arrive")
      // What is a packet has one form.
      if let packet = SSIPacket(parsing: bytes) {
        var again = packet.bytes
        guard bytes[2] == 0 || bytes[2] == 4, bytes[3] < 4 else { return }
        require(again == bytes, "a packet has one form")
        again[1] ^= 1
        require(SSIPacket(parsing: again) == nil, "a checksum tells one wrong bit")
      }
    }),
  FuzzTarget(
    name: "scanner-commands", longest: 4_096, runs: 2_000,
    seeds: {
      [
        [0x02, 0x01] + Array("0000#QRYSYS".utf8) + [0x06, 0x3B, 0x03] + Array("]Q1A\r".utf8),
        Array("232BAD5".utf8) + [0x06, 0x21] + Array("]Q1232BAD\r".utf8),
      ]
    },
    run: { bytes in
      for kind in [ScannerKind.newland, .honeywell, .ssi] {
        var scanner = Scanner(kind)
        var port = FuzzPort(arriving: bytes)
        var now = Uptime(microseconds: 1)
        scanner.opened(at: now)
        var taken = 0
        // However it answers, the search ends, and asks no more.
        for _ in 0..<200 {
          let frames =
            ((try? scanner.timer(at: now, from: &port)) ?? []) + ((try? scanner.read(from: &port, at: now)) ?? [])
          for frame in frames { taken += frame.bytes.count - 3 }
          guard let deadline = scanner.nextDeadline else { break }
          now = max(now, deadline)
        }
        require(scanner.nextDeadline == nil, "a search ends")
        require(taken <= bytes.count, "what is read is no more than what came")
        require(port.written < 16_384 + 3 * bytes.count, "what is said is bounded")
      }
    }),
  FuzzTarget(
    name: "printer-status", longest: 512, runs: 30_000, seeds: { [[0x12, 0x12, 0x16, 0x72, 0x11, 0x13]] },
    run: { bytes in
      var enquiry = PrinterEnquiry()
      let answers = bytes.count { enquiry.take($0) != nil }
      require(answers <= bytes.count / 2, "a status takes two bytes")
    }),
]

/// A line that brings what it is given, a part at a time, and takes whatever is sent.
private struct FuzzPort: SerialPort {
  var arriving: [UInt8]
  var written = 0

  mutating func read(into buffer: inout [UInt8], atMost limit: Int) throws(PortFault) -> Int {
    let count = min(limit, arriving.count, Int(arriving.first ?? 0) + 1)
    buffer += arriving.prefix(count)
    arriving.removeFirst(count)
    return count
  }

  mutating func write(_ bytes: ArraySlice<UInt8>) throws(PortFault) -> Int {
    written += bytes.count
    return bytes.count
  }

  mutating func setRate(_ rate: UInt32) throws(PortFault) -> Bool { true }
}
