import Foundation

@testable import HTTPS

/// A folder with an authority, a hub and a terminal, made by the `openssl` command.
final class Authority {
  let folder: URL

  /// Nil where there is no such command.
  init?(hubName: String = "IP:127.0.0.1") throws {
    guard FileManager.default.isExecutableFile(atPath: TLSPeer.command) else { return nil }
    folder = FileManager.default.temporaryDirectory.appending(path: "https-" + UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try issue("ca", ["-subj", "/CN=authority"])
    try issue("other", ["-subj", "/CN=another authority"])
    let leaf = ["-addext", "basicConstraints=critical,CA:FALSE"]
    let signed = ["-CA", path("ca.crt"), "-CAkey", path("ca.key")]
    try issue("hub", signed + leaf + ["-subj", "/CN=hub", "-addext", "subjectAltName=" + hubName])
    try issue("tls", signed + leaf + ["-subj", "/CN=XY-0007"])
  }

  deinit {
    try? FileManager.default.removeItem(at: folder)
  }

  func path(_ name: String) -> String {
    folder.appending(path: name).path
  }

  func identity(port: Int, authority: String = "ca.crt") -> HTTPSIdentity {
    HTTPSIdentity(
      address: "https://127.0.0.1:\(port)/v1/exchange", certificatePath: path("tls.crt"),
      authorityPath: path(authority))
  }

  private func issue(_ name: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: TLSPeer.command)
    process.arguments =
      ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
      + ["-keyout", path(name + ".key"), "-out", path(name + ".crt")] + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}
