import CGlibc
import Diagnosis
import Linux
import Settings

/// What both examinations begin with: the files that say what this board and this terminal are.
struct Checkup {
  static let boardPath = "/etc/acceptd/board.conf"
  static let linesPath = "/etc/acceptd/lines"
  static let settingsPath = "/data/terminal.conf"
  static let data = "/data"
  private static let secretPath = "/run/board.secret"

  let board: BoardSettings
  /// Nil where the terminal is not provisioned, or its settings are at fault.
  let settings: Settings?
  let settingsReading: FilesReading.Reading

  /// Nil where there is no board to examine.
  init?() {
    guard let bytes = try? Files<Kernel>.read(Checkup.boardPath, limit: Settings.maximumBytes),
      let board = try? BoardSettings(parsing: bytes)
    else { return nil }
    self.board = board
    (settings, settingsReading) = Checkup.settings()
  }

  private static func settings() -> (Settings?, FilesReading.Reading) {
    let bytes: [UInt8]
    do throws(FileFault) { bytes = try Files<Kernel>.read(settingsPath, limit: Settings.maximumBytes) } catch {
      return (nil, error == .missing ? .missing : .wrong(error.explanation))
    }
    do throws(SettingsFault) { return (try Settings(parsing: bytes, folder: data), .good) } catch {
      return (nil, .wrong(error.explanation))
    }
  }

  /// Whether the board has a secret for its keys.
  var hasSecret: Bool {
    guard var secret = try? BoardSecret.read(settings?.secret ?? Checkup.secretPath, Kernel.self) else { return false }
    Memory.cleanse(&secret)
    return true
  }

  static func say(_ findings: [Finding]) {
    for finding in findings { say(finding) }
  }

  static func say(_ finding: Finding) {
    var rest = Array(finding.line.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Kernel.write(STDOUT_FILENO, $0) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Waits; nothing else is to be done meanwhile.
  static func pause(milliseconds: Int32) { _ = poll(nil, 0, milliseconds) }
}
