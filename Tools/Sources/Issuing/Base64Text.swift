import Foundation

/// Base64 as RFC 4648 section 4 has it, padded, on one line.
enum Base64Text {
  static func encode(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString()
  }
}
