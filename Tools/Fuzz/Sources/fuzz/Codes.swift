import CodeFixtures
import Codes
import Time

let codeTargets = [
  FuzzTarget(
    name: "tlv", longest: 1_024, runs: 30_000, seeds: { [Base64.decode(Samples.code()) ?? []] },
    run: { bytes in
      var reader = TLVReader(bytes)
      var end = 0
      while let object = made({ () throws(TLVFault) in try reader.next() }) ?? nil {
        require(object.encoded.count >= 2 + object.value.count, "an object is its tag, its length and its value")
        require(object.encoded.upperBound == object.value.upperBound, "a value ends where its object does")
        require(object.encoded.lowerBound == end, "an object begins where the one before it ends")
        end = object.encoded.upperBound
      }
      require(reader.rest == end..<bytes.count, "objects and the rest are the input")
    }),
  FuzzTarget(
    name: "base64", longest: 1_024, runs: 30_000, seeds: { [Samples.code(), Array("QQ==".utf8), Array("QUI=".utf8)] },
    run: { bytes in
      if let decoded = Base64.decode(bytes) { require(Base64.encode(decoded) == bytes, "bytes have one text") }
      require(Base64.decode(Base64.encode(bytes)) == bytes, "what is encoded decodes to the same")
    }),
  FuzzTarget(
    name: "fused-code", longest: 1_024, runs: 9_000,
    seeds: { [Samples.code(), Samples.code(printed: true), Samples.code(payment: false)] },
    run: { text in
      recognise(text)
      // The same as what the text stands for, so that mutations need not keep base64.
      recognise(Base64.encode(text))
    }),
  FuzzTarget(
    name: "recognition", longest: 512, runs: 60_000, seeds: { Samples.otherCodes },
    run: { bytes in
      let code = Recogniser.recognise(bytes, on: today)
      guard bytes.first != UInt8(ascii: "]") else { return }
      // An identifier that says nothing of the content changes nothing but the length.
      let identified = Recogniser.recognise(Array("]Q1".utf8) + bytes, on: today)
      require(identified.kind == code.kind && identified.detail == code.detail, "an identifier is taken off")
      let articles = Recogniser.recognise(Array("]C1".utf8) + bytes, on: today)
      require(articles.kind == .article, "what is of GS1 is an article's")
    }),
  FuzzTarget(
    name: "element-string", longest: 256, runs: 60_000, seeds: { Samples.elementStrings },
    run: { bytes in
      guard let string = ElementString(text: bytes) else { return }
      let count = string.elements.reduce(0) { $0 + $1.identifier.count + $1.value.count }
      require(count == bytes.count { $0 != 0x1D }, "what is read is all that was there")
      for element in string.elements {
        require(!element.value.isEmpty && element.value.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "data are text")
      }
    }),
]

private func recognise(_ text: [UInt8]) {
  let code = Recogniser.recognise(text, on: today)
  switch code {
  case .fused(let payload):
    do throws(FusedCodeFault) {
      let code = try FusedCode(payload)
      require(text.count <= FusedCode.maximumTextCount, "a fused code has its largest size")
      require(made { () throws(FusedCodeFault) in try FusedCode(text: text) } == code, "a text has one reading")
    } catch {
      require(error != .notFusedCode, "a malformed fused code is one")
    }
  case .transit(let bytes): require((332...364).contains(bytes.count), "a transit code has its size")
  case .unknown(let length, _): require(length == text.count, "of an unknown code the length is kept")
  default: break
  }
}

private let today = CalendarDay(inChinaAt: Samples.now)
