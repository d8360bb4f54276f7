import Foundation

/// Something that speaks TLS as the hub does and says what a test wants: `openssl s_server`, which passes its input to the
/// one client it serves, and prints what the client sends.
final class TLSPeer {
  static let command = "/usr/bin/openssl"

  let port: Int
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var printed = Data()
  /// A client that goes while the peer still answers must end the write, not the tests.
  private static let ignoresBrokenPipes: Void = { _ = signal(SIGPIPE, SIG_IGN) }()

  /// Listens, and says `reply` to whoever comes. With `asksForCertificate` it serves nobody without one of the authority.
  init(_ authority: Authority, reply: Data, certificate: String = "hub", options: [String] = []) throws {
    TLSPeer.ignoresBrokenPipes
    process.executableURL = URL(fileURLWithPath: TLSPeer.command)
    process.arguments =
      ["s_server", "-accept", "127.0.0.1:0", "-naccept", "1", "-Verify", "1", "-verify_return_error"]
      + ["-CAfile", authority.path("ca.crt"), "-cert", authority.path(certificate + ".crt")]
      + ["-key", authority.path(certificate + ".key")] + options
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var port: Int?
    while port == nil {
      let part = output.fileHandleForReading.availableData
      guard !part.isEmpty else { throw CocoaError(.fileReadUnknown) }
      printed += part
      port = TLSPeer.port(in: printed)
    }
    self.port = port ?? 0
    // A pipe holds 64 KiB; the rest goes as the peer takes it.
    let writer = input.fileHandleForWriting
    Thread.detachNewThread { try? writer.write(contentsOf: reply) }
  }

  deinit {
    // Threads that run tests block the gentler signals, and a child inherits that.
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// What the client sent. The peer serves one and ends with it, so the client must have gone.
  func received() -> String {
    printed += output.fileHandleForReading.readDataToEndOfFile()
    return String(decoding: printed, as: UTF8.self)
  }

  private static func port(in printed: Data) -> Int? {
    for line in String(decoding: printed, as: UTF8.self).split(separator: "\n") where line.hasPrefix("ACCEPT") {
      return line.split(separator: ":").last.flatMap { Int($0) }
    }
    return nil
  }
}
