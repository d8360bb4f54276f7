import LibCrypto

extension Surroundings {
  /// By which every bench's terminal knows its supervisor, whose PIN is 246810.
  static let supervisor: SupervisorPINHash = {
    let salt = [UInt8](repeating: 0x5A, count: SupervisorPINHash.saltSize)
    guard let hash = try? SupervisorPINHash(of: [2, 4, 6, 8, 1, 0], salt: salt) else {
      fatalError("libcrypto cannot stretch a PIN")
    }
    return hash
  }()

  /// What a terminal's configuration says of this bench's story and of nothing else: its hub, for one, has another port
  /// each time.
  nonisolated var settings: [String: String] {
    [
      "hub": hubAddress, "language": plan.language.setting, "display": plan.display.rawValue,
      "scanner-protocol": plan.scanner.rawValue, "paper": "\(plan.paper)", "supervisor": Self.supervisor.text,
    ]
  }
}

extension Scenario.Language {
  /// The word for it in a terminal's configuration.
  var setting: String {
    switch self {
    case .chinese: "zh"
    case .english: "en"
    }
  }
}

/// Lines of a terminal's configuration.
enum ConfigurationLines {
  /// A configuration with other values for these keys, whether it had them or not.
  static func set(_ values: [String: String], in text: String) -> String {
    var rest = values
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let key = line.prefix { $0 != "=" }.filter { $0 != " " }
      return rest.removeValue(forKey: String(key)).map { "\(key) = \($0)" } ?? String(line)
    }
    let added = rest.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)\n" }
    return lines.joined(separator: "\n") + added.joined()
  }
}
