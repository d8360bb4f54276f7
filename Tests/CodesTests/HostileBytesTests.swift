import CodeFixtures
import Codes
import RandomFixtures
import Testing

/// Whatever the bytes, an answer: a trap would stop the counter.
@Suite struct HostileBytesTests {
  private static let seed: UInt64 = 20_260_115

  @Test func `mutated codes are judged, never trapped on`() {
    var random = SeededRandom(seed: Self.seed)
    let drafts: [FusedCodeDraft] = [
      .whole, .printed, .healthOnly, .insuranceOnly, .healthAndPayment, .paymentFused, .later,
    ]
    let seeds = drafts.map { $0.bytes() } + [FusedCodeDraft.paymentOnlyBytes(padding: 40)]
    var outcomes: [String: Int] = [:]
    for _ in 0..<40_000 {
      var bytes = seeds[Int.random(in: 0..<seeds.count, using: &random)]
      for _ in 0..<Int.random(in: 1...3, using: &random) { mutate(&bytes, using: &random) }
      // Half of them keep the prefix, so that they get beyond it.
      if Bool.random(using: &random) { bytes.replaceSubrange(0..<min(7, bytes.count), with: seeds[0][0..<7]) }
      switch Recogniser.recognise(base64(bytes), on: .latest) {
      case .fused(let payload):
        do throws(FusedCodeFault) {
          _ = try FusedCode(payload)
          outcomes["fused", default: 0] += 1
        } catch {
          outcomes["\(error)", default: 0] += 1
        }
      case .emvConsumerPresented: outcomes["payment", default: 0] += 1
      case let other: outcomes[other.kind.name, default: 0] += 1
      }
    }
    // The mutations must reach each of the answers to have shown anything.
    for outcome in ["fused", "malformed", "unsupportedVersion", "payment", "unknown"] {
      #expect(outcomes[outcome, default: 0] > 500, "\(outcomes)")
    }
  }

  @Test func `random text is judged, never trapped on`() {
    var random = SeededRandom(seed: Self.seed)
    for _ in 0..<20_000 {
      var text = (0..<Int.random(in: 0...64, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
      if Bool.random(using: &random) { text = [UInt8]("hQVDUFYwMW".utf8) + base64(text).dropFirst(10) }
      _ = Recogniser.recognise(text, on: .latest)
      _ = try? FusedCode(text: text)
    }
  }

  private func mutate(_ bytes: inout [UInt8], using random: inout SeededRandom) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<8, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 2: bytes[place] = [0x00, 0x7F, 0x80, 0x81, 0x82, 0x83, 0xFF, 0x1F].randomElement(using: &random) ?? 0
    case 3: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
    case 4: bytes.remove(at: place)
    case 5: bytes.removeSubrange(place...)
    case 6:
      let end = Int.random(in: place..<bytes.count, using: &random)
      bytes.insert(contentsOf: bytes[place...end].prefix(64), at: place)
    default:
      let end = Int.random(in: place..<bytes.count, using: &random)
      bytes.removeSubrange(place...end)
    }
  }
}
