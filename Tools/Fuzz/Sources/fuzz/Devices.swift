import CodeFixtures
import Devices
import Time

let deviceTargets = [
  FuzzTarget(
    name: "scanner", longest: 8_192, runs: 1_500,
    seeds: { [Samples.code() + [0x0D, 0x0A], [0, 0xFF] + Array("AB\rC\nD".utf8)] },
    run: { bytes in
      var framer = ScannerFramer()
      var taken = 0
      // At once; a silence at every byte 00 would give up a frame, so time stands still.
      for frame in framer.receive(bytes, at: Uptime(microseconds: 1)) {
        require((1...ScannerFramer.longestFrame).contains(frame.bytes.count), "a frame has a size")
        require(!frame.bytes.contains { $0 == 0x0D || $0 == 0x0A }, "a frame is without its end")
        taken += frame.bytes.count + 1
      }
      require(taken <= bytes.count, "framing yields no more than it got")
      // Cut anywhere, the stream gives the same frames.
      var pieces = ScannerFramer()
      let split = bytes.count / 3
      let cut =
        pieces.receive(bytes[..<split], at: Uptime(microseconds: 1))
        + pieces.receive(bytes[split...], at: Uptime(microseconds: 1))
      var whole = ScannerFramer()
      require(cut == whole.receive(bytes, at: Uptime(microseconds: 1)), "frames do not depend on how bytes arrive")
    }),
  FuzzTarget(
    name: "printer-status", longest: 512, runs: 30_000, seeds: { [[0x12, 0x12, 0x16, 0x72, 0x11, 0x13]] },
    run: { bytes in
      var enquiry = PrinterEnquiry()
      let answers = bytes.count { enquiry.take($0) != nil }
      require(answers <= bytes.count / 2, "a status takes two bytes")
    }),
]
