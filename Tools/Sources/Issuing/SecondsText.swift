import Foundation
import Time

/// A time in a description: seconds since 1970-01-01 UTC, or ISO 8601 such as `2026-11-21T08:00:00Z`.
struct SecondsText: Decodable {
  let time: UnixTime

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let time = Self.parse(text) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a time is seconds since 1970, or such as 2026-11-21T08:00:00Z")
    }
    self.time = time
  }

  static func parse(_ text: String) -> UnixTime? {
    if let seconds = Int64(text) { return UnixTime(seconds: seconds) }
    return (try? Date(text, strategy: .iso8601)).map { UnixTime(seconds: Int64($0.timeIntervalSince1970)) }
  }
}

/// A time as people write it on a command line or in a description.
public enum TimeText {
  /// The time in `text`: seconds since 1970-01-01 UTC, or ISO 8601 such as `2026-11-21T08:00:00Z`.
  public static func parse(_ text: String) -> UnixTime? {
    SecondsText.parse(text)
  }

  /// ISO 8601, in UTC.
  public static func text(of time: UnixTime) -> String {
    Date(timeIntervalSince1970: TimeInterval(time.seconds)).formatted(.iso8601)
  }
}
