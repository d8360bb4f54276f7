import BenchKit
import Devices
import Testing

@Suite struct ReceiptReaderTests {
  private func line(_ text: String) -> PaperItem {
    .line(PaperLine(alignment: .left, runs: [PaperRun(text: text, look: [])]))
  }

  @Test func aReceiptIsReadInWhateverPiecesItComes() {
    var reader = ReceiptReader()
    #expect(reader.read([line("凭条号        7"), line("时间")]).isEmpty)
    #expect(reader.read([line("合计   12.50元")]) == [Sighting(sequence: 7, total: 12_50)])
    #expect(reader.read([line("合计   12.50元"), .cut]).isEmpty)
  }

  @Test func oneThatBrokeOffLendsNothingToTheNext() {
    var reader = ReceiptReader()
    let strip = [line("凭条号        7"), line("凭条号        8"), line("合计   10.00元"), .cut]
    #expect(reader.read(strip) == [Sighting(sequence: 8, total: 10_00)])
  }
}
