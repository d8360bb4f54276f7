import CZBar

/// Reads QR symbols off a picture, as a scanner would.
enum ZBar {
  /// The texts found in `pixels`, one byte of brightness each, row by row.
  static func read(_ pixels: [UInt8], width: Int, height: Int) -> [String] {
    let scanner = zbar_image_scanner_create()
    defer { zbar_image_scanner_destroy(scanner) }
    zbar_image_scanner_set_config(scanner, ZBAR_NONE, ZBAR_CFG_ENABLE, 0)
    zbar_image_scanner_set_config(scanner, ZBAR_QRCODE, ZBAR_CFG_ENABLE, 1)
    let image = zbar_image_create()
    defer { zbar_image_destroy(image) }
    zbar_image_set_format(image, greyscale)
    zbar_image_set_size(image, UInt32(width), UInt32(height))
    return pixels.withUnsafeBytes { bytes in
      zbar_image_set_data(image, bytes.baseAddress, UInt(bytes.count), nil)
      guard zbar_scan_image(scanner, image) > 0 else { return [] }
      var texts: [String] = []
      var symbol = zbar_image_first_symbol(image)
      while let found = symbol {
        let text = UnsafeRawBufferPointer(
          start: zbar_symbol_get_data(found), count: Int(zbar_symbol_get_data_length(found)))
        texts.append(String(decoding: text, as: UTF8.self))
        symbol = zbar_symbol_next(found)
      }
      return texts
    }
  }

  /// The four-character code `Y800`.
  private static let greyscale = "Y800".utf8.reversed().reduce(UInt(0)) { $0 << 8 | UInt($1) }
}
