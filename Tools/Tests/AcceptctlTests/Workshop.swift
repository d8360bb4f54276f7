import ArgumentParser
import Foundation
import KeyFiles

@testable import acceptctl

/// A folder for one test, and commands as they are typed in it.
final class Workshop {
  let path = NSTemporaryDirectory() + "acceptctl-" + UUID().uuidString

  init() throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func file(_ name: String) -> String { path + "/" + name }

  func write(_ name: String, _ text: String) throws {
    try PublicFile.write(file(name), Array(text.utf8))
  }

  /// Runs a command line; a word that begins with `@` is a file of this folder.
  func run(_ line: String) throws {
    let words = line.split(separator: " ").map { $0.hasPrefix("@") ? file(String($0.dropFirst())) : String($0) }
    var command = try Acceptctl.parseAsRoot(words)
    try command.run()
  }

  static let trust = """
    region: "6104"
    version: 2
    freshForSeconds: 86400
    acceptForSeconds: 604800
    hub: {receiptKey: root.pub, sealingKey: root.pub}
    issuers:
      - {issuer: "61040001", index: 1, key: issuer.pub, notBefore: 2026-01-01T00:00:00Z, notAfter: 2030-01-01T00:00:00Z}
    policy:
      openRegions: ["6104"]
      shares: []
      dynamicLimits: {singleFen: 50000, cardDaySumFen: 100000, cardDayCount: 10}
      printedLimits: {singleFen: 10000, cardDaySumFen: 20000, cardDayCount: 3}
      terminalLimits: {daySumFen: 5000000, dayCount: 2000}
      presentationAgeCapSeconds: 120
      unprintedTransactionLimit: 60
    """
}
