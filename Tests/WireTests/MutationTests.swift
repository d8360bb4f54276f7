import Testing
import Wire

/// The same bytes for the same seed in every run.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite("Messages under mutation")
struct MutationTests {
  @Test("decode to what encodes to the same bytes, or are refused", arguments: MessageCase.all, [UInt64(1), 2])
  func mutations(message: MessageCase, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
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
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<2_000 {
      let count = Int.random(in: 0...80, using: &generator)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      #expect(throws: WireFault.self) { try message.again(bytes) }
    }
  }

  /// One change: a byte, a byte that says a large length, a cut, a copy of a part elsewhere, or a part of another message.
  private func mutate(_ bytes: inout [UInt8], with others: [[UInt8]], using generator: inout SeededGenerator) {
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
