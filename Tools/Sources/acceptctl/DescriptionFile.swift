import Foundation
import KeyFiles
import Time
import Yams

/// A description in YAML or JSON, read so that a mistake in it is named by its place.
enum DescriptionFile {
  static func read<Description>(_ path: String, as parse: (String) throws -> Description) throws -> Description {
    let text = String(decoding: try PublicFile.read(path), as: UTF8.self)
    do {
      return try parse(text)
    } catch let error as DecodingError {
      throw DescriptionFault(path: path, reason: reason(error))
    } catch let error as YamlError {
      throw DescriptionFault(path: path, reason: "\(error)")
    }
  }

  /// What relative paths in the description at `path` begin from.
  static func folder(of path: String) -> String {
    URL(filePath: path).deletingLastPathComponent().path
  }

  /// Where and why decoding failed, such as `issuers[0].notBefore: a time is …`.
  static func reason(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, let context): place(context.codingPath + [key]) + " is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      [place(context.codingPath), context.debugDescription].filter { !$0.isEmpty }.joined(separator: ": ")
    @unknown default: "\(error)"
    }
  }

  private static func place(_ path: [any CodingKey]) -> String {
    var text = ""
    for key in path {
      if let index = key.intValue { text += "[\(index)]" } else { text += (text.isEmpty ? "" : ".") + key.stringValue }
    }
    return text
  }
}

struct DescriptionFault: Error, CustomStringConvertible {
  let path: String
  let reason: String

  var description: String { "\(path): \(reason)" }
}

/// The machine's clock, to the second.
func currentTime() -> UnixTime {
  UnixTime(seconds: Int64(Date().timeIntervalSince1970))
}
