/// Text taken apart by bytes: to split by characters needs tables of Unicode, which no program of the firmware has.
public enum RigText {
  /// What stands between the separators, nothing left out but what is empty.
  public static func parts(_ text: String, separator: Unicode.Scalar) -> [String] {
    text.utf8.split(separator: UInt8(ascii: separator)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// What follows `beginning`; nil where `text` begins otherwise.
  public static func rest(of text: String, after beginning: String) -> String? {
    guard text.utf8.starts(with: beginning.utf8) else { return nil }
    return String(decoding: text.utf8.dropFirst(beginning.utf8.count), as: UTF8.self)
  }
}
