import Foundation

/// Runs another program to its end.
package enum Command {
  /// The program's standard output. What it says on standard error is kept for the case that it fails, or passed on if `isShown`.
  @discardableResult
  package static func run(
    _ program: String, _ arguments: [String], environment: [String: String] = [:], folder: URL? = nil,
    isShown: Bool = false
  ) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.environment = ProcessInfo.processInfo.environment
      .merging(["LC_ALL": "C.UTF-8", "TZ": "UTC"].merging(environment) { $1 }) { $1 }
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    // A file, not a second pipe: nobody has to empty it while the first is read.
    let said = FileManager.default.temporaryDirectory.appendingPathComponent("acceptd-board-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: said) }
    if !isShown {
      try Data().write(to: said)
      process.standardError = try FileHandle(forWritingTo: said)
    }
    do { try process.run() } catch { throw BoardFault("\(program) cannot be started: \(error.localizedDescription)") }
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationReason == .exit, process.terminationStatus == 0 else {
      let words = isShown ? "" : ": " + ((try? String(contentsOf: said, encoding: .utf8)) ?? "")
      throw BoardFault("\(program) failed\(words.trimmingCharacters(in: .whitespacesAndNewlines))")
    }
    return data
  }

  /// The lines of the program's standard output.
  package static func lines(_ program: String, _ arguments: [String], isShown: Bool = false) throws -> [String] {
    String(decoding: try run(program, arguments, isShown: isShown), as: UTF8.self).split(separator: "\n").map(
      String.init)
  }
}
