import Foundation

/// A verifier of health certificates in another language: a process that judges the same files once for each line it is sent, and
/// answers with the nanoseconds of the processor that it took for one.
final class OtherVerifier {
  private let process = Process()
  private let questions = Pipe()
  private let answers = Pipe()

  /// - Parameters:
  ///   - command: the program and its first arguments.
  ///   - paths: the files to judge.
  init(_ command: [String], _ paths: [String]) throws {
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command + paths
    process.standardInput = questions
    process.standardOutput = answers
    try process.run()
  }

  deinit {
    try? questions.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// What one verdict took, in nanoseconds.
  func round() throws -> Double {
    try questions.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      guard let byte = try answers.fileHandleForReading.read(upToCount: 1), !byte.isEmpty else {
        throw RatiosFault("the other verifier has ended: what it says stands above")
      }
      line += byte
    }
    guard let time = Double(String(decoding: line.dropLast(), as: UTF8.self)) else {
      throw RatiosFault("the other verifier answers no number")
    }
    return time
  }
}
