import RandomFixtures
import Testing

@testable import Devices

@Suite struct ReceiptTests {
  private let codec = try! TextCodec()

  private func paper(_ receipt: [PrintElement], _ width: PaperWidth = .millimetres58) -> [PaperItem] {
    var decoder = ESCPOSDecoder(codec: codec)
    _ = decoder.receive(ReceiptEncoder(paper: width, codec: codec).encode(receipt))
    #expect(decoder.unknown == 0)
    return decoder.paper
  }

  private func line(_ text: String, _ alignment: PrintAlignment = .left, _ look: PaperLook = []) -> PaperItem {
    .line(PaperLine(alignment: alignment, runs: text.isEmpty ? [] : [PaperRun(text: text, look: look)]))
  }

  @Test func aReceiptComesOutAsItWasWritten() {
    let items = paper([
      .text("医保受理终端", PrintStyle(.centre, isBold: true, isDouble: true)),
      .rule,
      .pair("总金额 Total", "128.50", isBold: false),
      .pair("现金 Cash", "28.50", isBold: true),
      .feed(2),
      .text("No. 42", PrintStyle(.right)),
      .cut,
    ])
    #expect(
      items == [
        line("医保受理终端", .centre, [.bold, .wide, .tall]),
        line(String(repeating: "-", count: 32)),
        line("总金额 Total              128.50"),
        line("现金 Cash                  28.50", .left, .bold),
        line(""),
        line(""),
        line("No. 42", .right),
        .cut,
      ])
  }

  @Test func textIsWrappedToThePaper() {
    let text = String(repeating: "药", count: 20)
    #expect(paper([.text(text, .plain)]) == [line(String(repeating: "药", count: 16)), line("药药药药")])
    #expect(paper([.text(text, .plain)], .millimetres80) == [line(text)])
    let double = PrintStyle(.left, isDouble: true)
    #expect(
      paper([.text(text, double)])
        == [8, 8, 4].map { line(String(repeating: "药", count: $0), .left, [.wide, .tall]) })
  }

  @Test(
    arguments: [
      ("a", "1", 8, ["a      1"]),
      ("名", "1.00", 8, ["名  1.00"]),
      ("abc", "1.00", 8, ["abc 1.00"]),
      ("abcd", "1.00", 8, ["abcd", "    1.00"]),
      ("统筹基金支付", "1.00", 8, ["统筹基金", "支付", "    1.00"]),
      ("统筹支付金", "1.0", 8, ["统筹支付", "金   1.0"]),
      ("long name", "12345678", 8, ["long", "name", "12345678"]),
      ("a", "1234567890", 8, ["a", "12345678", "      90"]),
    ] as [(String, String, Int, [String])])
  func pairs(left: String, right: String, columns: Int, expected: [String]) {
    #expect(ReceiptEncoder.pair(left, right, columns: columns) == expected)
  }

  @Test func pairsAlwaysFit() {
    var random = SeededRandom(seed: 21)
    let alphabet: [Character] = ["a", "费", " ", "1", ".", "用"]
    func text(_ length: ClosedRange<Int>) -> String {
      String((0..<Int.random(in: length, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "a" })
    }
    for _ in 0..<1_000 {
      let (left, right) = (text(0...50), text(1...12))
      for width in [PaperWidth.millimetres58, .millimetres80] {
        let lines = ReceiptEncoder.pair(left, right, columns: width.columns)
        #expect(lines.allSatisfy { TextWidth.columns(of: $0) <= width.columns })
        #expect(lines.joined().filter { $0 != " " } == (left + right).filter { $0 != " " })
      }
    }
  }

  @Test func textCarriesNoCommands() {
    let items = paper([.text("x\u{1B}@\u{1D}V\u{0}\u{10}\u{4}\u{1}", .plain)])
    #expect(items == [line("x?@?V????")])
  }

  @Test func theDecoderSkipsWhatItDoesNotDraw() {
    var decoder = ESCPOSDecoder(codec: codec)
    var bytes: [UInt8] = Array("a".utf8)
    bytes += [0x1D, 0x76, 0x30, 0, 2, 0, 3, 0] + [UInt8](repeating: 0x1B, count: 6)  // a picture
    bytes += [0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x51, 0x30]  // a QR function
    bytes += [0x1D, 0x6B, 4] + Array("ABC".utf8) + [0]  // bar codes, old and new form
    bytes += [0x1D, 0x6B, 0x49, 3] + Array("ABC".utf8)
    bytes += [0x1B, 0x4A, 30, 0x1B, 0x24, 0, 0]  // feed by dots, position
    bytes += Array("b\n".utf8)
    bytes += [0x1B, 0x99, 0x07]  // not known
    bytes += [0x1B, 0x21, 0x38] + Array("c\n".utf8)
    bytes += [0x1D, 0x56, 0x00]
    _ = decoder.receive(bytes)
    #expect(
      decoder.paper == [line("ab"), line("c", .left, [.bold, .wide, .tall]), .cut])
    #expect(decoder.unknown == 2)
    #expect(decoder.tearOff().count == 3)
    #expect(decoder.paper.isEmpty)
  }

  @Test func looksSplitALine() {
    var decoder = ESCPOSDecoder(codec: codec)
    _ = decoder.receive(Array("a".utf8) + [0x1B, 0x45, 1] + Array("b".utf8) + [0x1B, 0x45, 0, 0x0A])
    let runs = [PaperRun(text: "a", look: []), PaperRun(text: "b", look: .bold)]
    #expect(decoder.paper == [.line(PaperLine(alignment: .left, runs: runs))])
  }

  @Test func rubbishNeverTrapsAndIsBounded() {
    var random = SeededRandom(seed: 13)
    var decoder = ESCPOSDecoder(codec: codec)
    for _ in 0..<400 {
      _ = decoder.receive((0..<300).map { _ in UInt8.random(in: 0...255, using: &random) })
    }
    _ = decoder.receive([UInt8](repeating: 0, count: 1_000_000))
    _ = decoder.receive([0x1B, 0x40] + [UInt8](repeating: 0x0A, count: ESCPOSDecoder.longestPaper + 50))
    #expect(decoder.paper.count == ESCPOSDecoder.longestPaper)
    _ = decoder.receive([UInt8](repeating: 0x41, count: ESCPOSDecoder.longestLine + 1))
    #expect(decoder.paper.last == line(String(repeating: "A", count: ESCPOSDecoder.longestLine)))
  }
}
