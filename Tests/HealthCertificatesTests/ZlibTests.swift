import CodeFixtures
import RandomFixtures
import Testing

@testable import HealthCertificates

/// Streams that zlib made, and what becomes of them when somebody else does.
@Suite struct ZlibTests {
  struct Sample: CustomTestStringConvertible {
    var testDescription: String
    var inflated: [UInt8]
    var compressed: [UInt8]

    init(_ name: String, _ inflated: [UInt8], _ hexadecimal: String) {
      testDescription = name
      self.inflated = inflated
      compressed = bytes(hexadecimal)
    }
  }

  static let samples = [
    Sample(
      "stored", Array(0...95),
      "78010160009fff000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a"
        + "2b2c2d2e2f303132333435363738393a3b3c3d3e3f404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c"
        + "5d5e5f406e11d1"),
    Sample(
      "fixed code", Array("1. The clerk shows the code, the clerk shows the code.".utf8),
      "780133d45308c9485548ce492dca5628cec82f2f562801f1f3535275202c2c327a00f409129e"),
    Sample(
      "a code of its own", clerk,
      "78da33d05308c9485548ce492dca5628cec82f2f562801f1f3535275a0acd2bc92d42285e2c4ca6285f28cc412854c202ad6"
        + "5330245ba711d93a8dc9d66942b64e53b2759a91add39c6c9d1664ebb4243f251890af95fc540400f9f7ef71"),
    Sample(
      "literals alone, codes of 12 bits", fibonacci,
      "780105c18101c3300cc3b0dbb6b5892d91ffbf33e0f3fdfd9ee779dff77dcf39e79c73eebdf7de7befbdf7cecccccccccccc"
        + "cccccccceeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee6e922449922449922449922449922449922449922469dbb66ddbb66ddbb6"
        + "6ddbb66ddbb66ddbb66ddbb66ddbb66ddbb66ddbb66ddbb62d00000000000000000000000000000000000000000000000000"
        + "0000000000000000000080aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa7ffe70b362"),
    Sample(
      "a match into itself", [UInt8](repeating: 0x61, count: 600),
      "78da4b4c1c05a380fa0000eebae359"),
    Sample(
      "nothing", [],
      "78da030000000001"),
    Sample(
      "several blocks", clerk + Array(0...95),
      "78da32d05308c9485548ce492dca5628cec82f2f562801f1f3535275a0acd2bc92d42285e2c4ca6285f28cc412854c202ad6"
        + "5330245ba711d93a8dc9d66942b64e53b2759a91add39c6c9d1664ebb4243f251890af95fc5404000000ffff636064626661"
        + "6563e7e0e4e2e6e1e5e3171014121611151397909492969195935750545256515553d7d0d4d2d6d1d5d33730343236313533"
        + "b7b0b4b2b6b1b5b37770747276717573f7f0f4f2f6f1f5f30f080c0a0e090d0b8f888c8a8e898d8b070009ba0150"),
  ]

  @Test(arguments: samples) func inflates(_ sample: Sample) {
    #expect(Zlib.decompress(sample.compressed, limit: sample.inflated.count) == sample.inflated)
  }

  @Test(arguments: samples) func holdsItsLimit(_ sample: Sample) {
    guard !sample.inflated.isEmpty else { return }
    #expect(Zlib.decompress(sample.compressed, limit: sample.inflated.count - 1) == nil)
  }

  @Test(arguments: samples) func refusesEveryBeginning(_ sample: Sample) {
    for count in 0..<sample.compressed.count {
      #expect(Zlib.decompress(Array(sample.compressed.prefix(count)), limit: 10_000) == nil, "\(count) bytes")
    }
    #expect(Zlib.decompress(sample.compressed + [0], limit: 10_000) == nil, "a byte behind it")
  }

  /// The checksum is of 32 bits: a changed stream is refused, or it says the same in other words.
  @Test(arguments: samples) func refusesEveryFlippedBit(_ sample: Sample) {
    for bit in 0..<sample.compressed.count * 8 {
      var changed = sample.compressed
      changed[bit / 8] ^= 1 << (bit % 8)
      let inflated = Zlib.decompress(changed, limit: 10_000)
      #expect(inflated == nil || inflated == sample.inflated, "bit \(bit)")
    }
  }

  /// 200,000 zeros in 217 bytes.
  @Test func stopsABombAtTheLimit() {
    let bomb = bytes(
      "78daedc13101000000c2a0f54f6d067fa0000000000000000000000000000000000000000000000000000000000000000000"
        + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
        + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
        + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"
        + "0000000000000000000080d7000d6d0001")
    #expect(Zlib.decompress(bomb, limit: 32 << 10) == nil)
    #expect(Zlib.decompress(bomb, limit: 200_000)?.count == 200_000)
  }

  @Test(arguments: [
    ("789c", "a header alone"), ("78da030000000002", "a wrong checksum"), ("78db030000000001", "a wrong check"),
    ("7785030000000001", "not deflate"), ("881c030000000001", "a window above 32 KiB"),
    ("78f9030000000001", "a dictionary"), ("78da070000000001", "the kind of block that there is not"),
    ("780101010000000000000001", "a length without its complement"),
  ])
  func refuses(hexadecimal: String, why: Comment) {
    #expect(Zlib.decompress(bytes(hexadecimal), limit: 1_000) == nil, why)
  }

  @Test(arguments: UInt64(1)...200) func anyBytesAreAnswered(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    let noise = (0..<Int.random(in: 1...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    var inflater = Inflater(noise[...], limit: 4_096)
    if let inflated = inflater.inflate() {
      #expect(inflated.count <= 4_096)
      #expect(inflater.position <= noise.count)
    }
  }

  private static let clerk = (0..<12).flatMap {
    Array("\($0). The clerk shows the code, the counter says what it is. ".utf8)
  }

  /// Letters that come 1, 1, 2, 3, 5 … times: each code is longer than the next one's.
  private static let fibonacci: [UInt8] = {
    var (letters, counts): ([UInt8], (Int, Int)) = ([], (1, 1))
    for letter in UInt8(ascii: "A")...UInt8(ascii: "M") {
      letters += [UInt8](repeating: letter, count: counts.0)
      counts = (counts.1, counts.0 + counts.1)
    }
    return letters
  }()
}
