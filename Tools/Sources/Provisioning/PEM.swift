import Foundation

/// Bytes in the armour of RFC 7468.
public enum PEM {
  public static func text(of bytes: [UInt8], label: String) -> String {
    let lines = Data(bytes).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
    return "-----BEGIN \(label)-----\n\(lines)\n-----END \(label)-----\n"
  }
}
