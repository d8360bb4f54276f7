/// Why text cannot be converted at all. Found at start-up, before anything is shown or printed.
public enum TextFault: Error, Equatable, Sendable {
  /// glibc has no GB 18030 converter: the image lacks `gconv/GB18030.so` or its `gconv-modules` entry.
  case noConverter
}

/// What a device behind a driver can show or print.
public enum CharacterSet: Sendable {
  /// The character ROM of the ST7920-0B: ASCII and GB 2312.
  case gb2312
  /// The printer's: ASCII and GB 18030.
  case gb18030
}
