import Foundation

/// What the loader of programs reads in one: which libraries it needs, and who loads it.
struct ELF: Equatable, Sendable {
  /// The names of the shared libraries it needs, in order.
  private(set) var needed: [String] = []
  /// The program that loads it, as an absolute path; nil for a library.
  private(set) var interpreter: String?

  /// The type of program headers and the tags of the dynamic section that are looked at (gABI, chapter 5).
  private enum Header { static let load = 1, dynamic = 2, interpreter = 3 }
  private enum Tag { static let end = 0, needed = 1, strings = 5 }
  private struct Segment { var type: Int, offset: Int, address: Int, size: Int }

  /// Reads a little-endian file; nil where it is none, or is damaged.
  init?(_ data: Data) {
    let bytes = Reader(data: data)
    guard data.starts(with: [0x7F, 0x45, 0x4C, 0x46]), let size = bytes.number(at: 4, width: 1),
      bytes.number(at: 5, width: 1) == 1
    else { return nil }
    let isWide = size == 2
    let word = isWide ? 8 : 4
    guard let table = bytes.number(at: isWide ? 32 : 28, width: word),
      let step = bytes.number(at: isWide ? 54 : 42, width: 2),
      let count = bytes.number(at: isWide ? 56 : 44, width: 2)
    else { return nil }
    var segments: [Segment] = []
    for index in 0..<count {
      let at = table + index * step
      guard let type = bytes.number(at: at, width: 4),
        let offset = bytes.number(at: at + (isWide ? 8 : 4), width: word),
        let address = bytes.number(at: at + (isWide ? 16 : 8), width: word),
        let size = bytes.number(at: at + (isWide ? 32 : 16), width: word)
      else { return nil }
      segments.append(Segment(type: type, offset: offset, address: address, size: size))
    }
    if let segment = segments.first(where: { $0.type == Header.interpreter }) {
      interpreter = bytes.text(at: segment.offset)
    }
    guard let dynamic = segments.first(where: { $0.type == Header.dynamic }) else { return }
    var names: [Int] = []
    var strings: Int?
    for at in stride(from: dynamic.offset, to: dynamic.offset + dynamic.size, by: 2 * word) {
      guard let tag = bytes.number(at: at, width: word), let value = bytes.number(at: at + word, width: word) else {
        return nil
      }
      if tag == Tag.end { break }
      if tag == Tag.needed { names.append(value) }
      if tag == Tag.strings { strings = value }
    }
    guard let strings else { return }
    guard
      let home = segments.first(where: {
        $0.type == Header.load && ($0.address..<$0.address + $0.size).contains(strings)
      })
    else { return nil }
    for name in names {
      guard let text = bytes.text(at: strings - home.address + home.offset + name) else { return nil }
      needed.append(text)
    }
  }

  /// Reads little-endian numbers and texts of a file; nil where they would be outside of it.
  struct Reader {
    let data: Data

    func number(at offset: Int, width: Int) -> Int? {
      guard offset >= 0, offset <= data.count - width else { return nil }
      let start = data.startIndex + offset
      let value = data[start..<start + width].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      return Int(exactly: value)
    }

    func text(at offset: Int) -> String? {
      guard offset >= 0, offset < data.count else { return nil }
      let rest = data[(data.startIndex + offset)...]
      guard let end = rest.firstIndex(of: 0) else { return nil }
      return String(decoding: rest[..<end], as: UTF8.self)
    }
  }
}
