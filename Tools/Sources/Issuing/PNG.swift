/// Writes PNG pictures (ISO/IEC 15948) of one bit a pixel. The pixels are stored, not compressed: a QR symbol is small.
enum PNG {
  /// A picture of at least one pixel, at most 65,535 a side. `isLight` says each pixel.
  static func encode(width: Int, height: Int, isLight: (_ row: Int, _ column: Int) -> Bool) -> [UInt8] {
    var header: [UInt8] = []
    header += TLVWriter.bigEndian(UInt32(width)) + TLVWriter.bigEndian(UInt32(height))
    header += [1, 0, 0, 0, 0]  // one bit, greyscale, deflate, no filter choice beyond the standard's, not interlaced

    var lines: [UInt8] = []
    for row in 0..<height {
      lines.append(0)  // the line is not filtered
      for start in stride(from: 0, to: width, by: 8) {
        var byte: UInt8 = 0
        for column in start..<min(start + 8, width) where isLight(row, column) {
          byte |= 0x80 >> UInt8(column - start)
        }
        lines.append(byte)
      }
    }
    return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
      + chunk("IHDR", header) + chunk("IDAT", stored(lines)) + chunk("IEND", [])
  }

  /// Length, type, data and their check (ISO/IEC 15948, 5.3).
  private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
    let checked = Array(type.utf8) + data
    return TLVWriter.bigEndian(UInt32(data.count)) + checked + TLVWriter.bigEndian(CRC32.of(checked))
  }

  /// A zlib stream (RFC 1950) of stored blocks (RFC 1951, 3.2.4).
  private static func stored(_ bytes: [UInt8]) -> [UInt8] {
    var stream: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
      let end = min(start + Int(UInt16.max), bytes.count)
      let count = UInt16(end - start)
      stream.append(end == bytes.count ? 1 : 0)
      for field in [count, ~count] { stream += [UInt8(truncatingIfNeeded: field), UInt8(field >> 8)] }
      stream += bytes[start..<end]
      start = end
    } while start < bytes.count
    return stream + TLVWriter.bigEndian(adler32(bytes))
  }

  private static func adler32(_ bytes: [UInt8]) -> UInt32 {
    var (low, high): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      low = (low + UInt32(byte)) % 65_521
      high = (high + low) % 65_521
    }
    return high << 16 | low
  }
}

/// The cyclic redundancy check of PNG (ISO/IEC 15948, annex D).
enum CRC32 {
  static func of(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(UInt32.max) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
  }

  private static let table: [UInt32] = (0..<256).map { entry in
    (0..<8).reduce(UInt32(entry)) { rest, _ in rest & 1 == 1 ? 0xEDB8_8320 ^ (rest >> 1) : rest >> 1 }
  }
}
