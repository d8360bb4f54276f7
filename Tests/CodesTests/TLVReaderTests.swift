import CodeFixtures
import Codes
import Testing

@Suite struct TLVReaderTests {
  private func read(_ bytes: [UInt8]) throws(TLVFault) -> [TLVObject] {
    var reader = TLVReader(bytes)
    var objects: [TLVObject] = []
    while let object = try reader.next() { objects.append(object) }
    return objects
  }

  @Test func `reads tags of one to four bytes`() throws {
    let bytes: [UInt8] = [
      0x85, 1, 9, 0x9F, 0x02, 0, 0x5F, 0x81, 0x02, 1, 7, 0x1F, 0xFF, 0x80, 0x7F, 2, 5, 6, 0x00, 0,
    ]
    let objects = try read(bytes)
    #expect(objects.map(\.tag) == [0x85, 0x9F02, 0x5F8102, 0x1FFF_807F, 0])
    #expect(objects.map { [UInt8](bytes[$0.value]) } == [[9], [], [7], [5, 6], []])
    #expect(objects.map(\.encoded) == [0..<3, 3..<6, 6..<11, 11..<18, 18..<20])
  }

  @Test(arguments: [0, 1, 126, 127, 128, 129, 254, 255, 256, 257, 65_535])
  func `reads a value of any length a tag can carry`(count: Int) throws {
    let bytes = DraftObject(0xC1, [UInt8](repeating: 3, count: count)).encoded
    let objects = try read(bytes + [0xC2, 0])
    #expect(objects.map(\.value.count) == [count, 0])
    #expect(objects[0].encoded == 0..<bytes.count)
  }

  @Test(
    arguments: [
      ([0x85], .truncated),
      ([0x85, 1], .truncated),
      ([0x85, 2, 0], .truncated),
      ([0x85, 0x7F], .truncated),
      ([0x85, 0x81], .truncated),
      ([0x85, 0x82], .truncated),
      ([0x85, 0x82, 1], .truncated),
      ([0x85, 0x81, 0x80], .truncated),
      ([0x85, 0x82, 0xFF, 0xFF], .truncated),
      ([0x9F], .truncated),
      ([0x9F, 0x80], .truncated),
      ([0x9F, 0x80, 0x80, 0x80], .tagTooLong),
      ([0x9F, 0xFF, 0xFF, 0x80, 1, 0], .tagTooLong),
      ([0x85, 0x80, 0, 0], .badLength),
      ([0x85, 0x81, 0x7F] + [UInt8](repeating: 0, count: 127), .badLength),
      ([0x85, 0x81, 0], .badLength),
      ([0x85, 0x82, 0, 0xFF] + [UInt8](repeating: 0, count: 255), .badLength),
      ([0x85, 0x82, 0, 0], .badLength),
      ([0x85, 0x83, 0, 0, 1, 0], .badLength),
      ([0x85, 0x84, 0xFF, 0xFF, 0xFF, 0xFF], .badLength),
      ([0x85, 0x88, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], .badLength),
      ([0x85, 0xFF], .badLength),
    ] as [([UInt8], TLVFault)])
  func `names the fault, after what could be read`(bytes: [UInt8], fault: TLVFault) throws {
    let whole: [UInt8] = [0x61, 1, 0]
    var reader = TLVReader(whole + bytes)
    #expect(try reader.next()?.tag == 0x61)
    #expect(throws: fault) { try reader.next() }
    #expect(reader.rest == whole.count..<whole.count + bytes.count)
  }

  @Test func `keeps to the part it was given`() throws {
    let bytes: [UInt8] = [1, 2, 3, 0x85, 1, 9, 0x86, 1, 8]
    var reader = TLVReader(bytes, in: 3..<6)
    let object = try #require(try reader.next())
    #expect(object.value == 5..<6)
    #expect(object.encoded == 3..<6)
    #expect(try reader.next() == nil)
    for end in 4..<6 {
      var short = TLVReader(bytes, in: 3..<end)
      #expect(throws: TLVFault.truncated, "\(end)") { try short.next() }
    }
    var none = TLVReader(bytes, in: 9..<9)
    #expect(try none.next() == nil)
  }
}
