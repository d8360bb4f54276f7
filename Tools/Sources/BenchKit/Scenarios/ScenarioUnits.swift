/// The two measures that scenario files write as people do: money in yuan, spans of time with a unit.
public enum ScenarioUnits {
  /// The largest span a scenario may name, in seconds: a hundred years.
  public static let longestSpan: Int64 = 100 * 365 * 86_400
  /// The largest amount a scenario may name, in fen.
  public static let largestAmount: Int64 = 1_000_000_000_00

  /// Fen of an amount in yuan, such as `12`, `12.5` or `12.50`; nil for any other text.
  public static func fen(_ text: String) -> Int64? {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard isDigits(parts[0]), let yuan = Int64(parts[0]), yuan <= largestAmount / 100 else { return nil }
    guard parts.count == 2 else { return yuan * 100 }
    guard isDigits(parts[1]), parts[1].count <= 2, let digits = Int64(parts[1]) else { return nil }
    return yuan * 100 + (parts[1].count == 1 ? digits * 10 : digits)
  }

  /// An amount in fen as people write it: 12.50.
  public static func yuan(_ fen: Int64) -> String {
    let digits = String(fen.magnitude % 100)
    return "\(fen < 0 ? "-" : "")\(fen.magnitude / 100).\(digits.count == 1 ? "0" : "")\(digits)"
  }

  /// Seconds of a span such as `90s`, `-15m`, `+2h` or `3d`; a bare `0` is no span at all. Nil for any other text.
  public static func seconds(_ text: String) -> Int64? {
    if text == "0" { return 0 }
    var rest = Substring(text)
    let isNegative = rest.first == "-"
    if isNegative || rest.first == "+" { rest = rest.dropFirst() }
    guard let unit = rest.popLast(), isDigits(rest), let count = Int64(rest) else { return nil }
    let factor: Int64
    switch unit {
    case "s": factor = 1
    case "m": factor = 60
    case "h": factor = 3_600
    case "d": factor = 86_400
    default: return nil
    }
    guard count <= longestSpan / factor else { return nil }
    return isNegative ? -count * factor : count * factor
  }

  private static func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}

extension ScenarioNode {
  func fen() throws(ScenarioFault) -> Int64 {
    let text = try text()
    guard let fen = ScenarioUnits.fen(text) else {
      throw fault("expected an amount in yuan such as 12.50, not '\(text)'")
    }
    return fen
  }

  func seconds() throws(ScenarioFault) -> Int64 {
    let text = try text()
    guard let seconds = ScenarioUnits.seconds(text) else {
      throw fault("expected a span such as 90s, 15m, 2h or -3d, not '\(text)'")
    }
    return seconds
  }
}
