/// Reads the pictures that `PNG` writes, by the standard and not by its code: chunks with their checks, a zlib stream of
/// stored blocks with its check, lines without a filter, one bit a pixel.
struct PNGReader {
  private(set) var width = 0
  private(set) var height = 0
  /// One byte of brightness a pixel, row by row.
  private(set) var pixels: [UInt8] = []

  /// Nil unless every length and check is right.
  init?(_ file: [UInt8]) {
    guard file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else { return nil }
    var rest = file[8...]
    var data: [UInt8] = []
    var isEnded = false
    while !isEnded {
      guard rest.count >= 12 else { return nil }
      let count = Self.number(rest.prefix(4))
      let checked = rest.dropFirst(4).prefix(4 + count)
      let check = rest.dropFirst(8 + count).prefix(4)
      guard checked.count == 4 + count, check.count == 4, Self.number(check) == Self.crc(checked) else { return nil }
      let content = checked.dropFirst(4)
      switch String(decoding: checked.prefix(4), as: UTF8.self) {
      case "IHDR":
        guard content.count == 13, Array(content.suffix(5)) == [1, 0, 0, 0, 0] else { return nil }
        width = Self.number(content.prefix(4))
        height = Self.number(content.dropFirst(4).prefix(4))
      case "IDAT": data += content
      case "IEND": isEnded = true
      default: return nil
      }
      rest = rest.dropFirst(12 + count)
    }
    guard rest.isEmpty, let lines = Self.stored(data[...]) else { return nil }
    let stride = 1 + (width + 7) / 8
    guard lines.count == stride * height else { return nil }
    for row in 0..<height {
      guard lines[row * stride] == 0 else { return nil }
      for column in 0..<width {
        let byte = lines[row * stride + 1 + column / 8]
        pixels.append(byte & 0x80 >> UInt8(column % 8) != 0 ? 255 : 0)
      }
    }
  }

  private static func stored(_ stream: ArraySlice<UInt8>) -> [UInt8]? {
    guard stream.count > 6, stream.prefix(2).reduce(0, { $0 << 8 | Int($1) }) % 31 == 0 else { return nil }
    var rest = stream.dropFirst(2)
    var bytes: [UInt8] = []
    var isLast = false
    while !isLast {
      guard rest.count >= 5, let head = rest.first, head <= 1 else { return nil }
      isLast = head == 1
      let fields = Array(rest.dropFirst().prefix(4))
      let count = Int(fields[0]) | Int(fields[1]) << 8
      guard count ^ 0xFFFF == Int(fields[2]) | Int(fields[3]) << 8, rest.count >= 5 + count else { return nil }
      bytes += rest.dropFirst(5).prefix(count)
      rest = rest.dropFirst(5 + count)
    }
    var (low, high) = (1, 0)
    for byte in bytes {
      low = (low + Int(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return rest.count == 4 && number(rest) == high << 16 | low ? bytes : nil
  }

  /// Bit by bit, as the standard defines it.
  private static func crc(_ bytes: ArraySlice<UInt8>) -> Int {
    var register: UInt32 = .max
    for byte in bytes {
      register ^= UInt32(byte)
      for _ in 0..<8 { register = register & 1 == 1 ? register >> 1 ^ 0xEDB8_8320 : register >> 1 }
    }
    return Int(~register)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }
}
