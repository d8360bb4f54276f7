import RandomFixtures
import Testing
import Wire

@Suite("Messages under mutation")
struct MutationTests {
  @Test("decode to what encodes to the same bytes, or are refused", arguments: MessageCase.all, [UInt64(1), 2])
  func mutations(message: MessageCase, seed: UInt64) throws {
    var generator = SeededRandom(seed: seed)
    let others = try MessageCase.all.map { try $0.bytes() }
    let original = try message.bytes()
    for _ in 0..<2_000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        mutate(&bytes, with: others, using: &generator)
      }
      do {
        let back = try message.again(bytes)
        #expect(back == bytes, "seed \(seed)")
      } catch is WireFault {}
    }
  }

  @Test("of random bytes are refused", arguments: MessageCase.all)
  func noise(message: MessageCase) throws {
    var generator = SeededRandom(seed: 3)
    for _ in 0..<2_000 {
      let count = Int.random(in: 0...80, using: &generator)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(throws: WireFault.self) { try message.again(bytes) }
    }
  }

  /// One change: a byte, a byte that says a large length, a cut, a copy of a part elsewhere, or a part of another message.
  private func mutate(_ bytes: inout [UInt8], with others: [[UInt8]], using generator: inout SeededRandom) {
    guard let place = bytes.indices.randomElement(using: &generator) else { return }
    let end = Int.random(in: place...min(bytes.count, place + 12), using: &generator)
    switch Int.random(in: 0..<5, using: &generator) {
    case 0:
      bytes[place] = UInt8.random(in: 0...255, using: &generator)
    case 1:
      bytes[place] = bytes[place] & 0xE0 | UInt8.random(in: 23...31, using: &generator)
    case 2:
      bytes.removeSubrange(place..<end)
    case 3:
      let part = bytes[place..<end]
      bytes.insert(contentsOf: part, at: Int.random(in: 0...bytes.count, using: &generator))
    default:
      guard let other = others.randomElement(using: &generator) else { return }
      let start = Int.random(in: 0..<other.count, using: &generator)
      let part = other[start..<min(other.count, start + 12)]
      bytes.replaceSubrange(place..<end, with: part)
    }
  }
}
