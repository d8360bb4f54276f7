import BoardKit
import Foundation
import KeyFiles
import LibCrypto

/// A card's data partition as what it is to a terminal: its identity, its trust, its journal.
struct TerminalCard: Sendable {
  let files: CardFiles

  static let configuration = "/terminal.conf"
  static let initialBundle = "/trust/initial.bundle"
  static let journal = "/acceptd/journal.sqlite"
  static let inbox = "/uplinkd/inbox.sqlite"
  static let journalKey = "/acceptd/keys/journal.key"
  static let tlsKey = "/uplinkd/tls/tls.key"

  init(_ files: CardFiles) { self.files = files }

  /// Changes what the configuration says for these keys.
  func set(_ values: [String: String]) throws {
    guard let text = try files.read(Self.configuration) else { throw BenchFault("there is no terminal on the card") }
    let changed = ConfigurationLines.set(values, in: String(decoding: text, as: UTF8.self))
    try files.put([place(Array(changed.utf8), Self.configuration, .console, 0o644)])
  }

  /// Puts a trust bundle in the place of the one that the terminal was provisioned with.
  func set(initialBundle bundle: [UInt8]) throws {
    try files.put([place(bundle, Self.initialBundle, .console, 0o644)])
  }

  /// The terminal's keys, which are on the card, and which a board with this secret opens.
  func secrets(knowing board: [UInt8]) throws -> TerminalSecrets {
    var secrets = TerminalSecrets(keys: [], board: board)
    secrets.keys = try [Self.journalKey, Self.tlsKey].map { path in
      guard let pem = try files.read(path) else { throw BenchFault("the card has no \(path)") }
      return try SigningKey(encryptedPEM: pem, passphrase: secrets.passphrase)
    }
    return secrets
  }

  /// Spoils the journal: its files are as long as before, and nothing in them is what was written.
  func spoilJournal() throws {
    for path in [Self.journal, Self.journal + "-wal"] {
      guard let bytes = try files.read(path) else { continue }
      try files.put([
        CardFiles.Placed(
          path: path, bytes: [UInt8](repeating: 0x5A, count: bytes.count), owner: .acceptd, group: .terminal,
          mode: 0o640)
      ])
    }
  }

  private func place(_ bytes: [UInt8], _ path: String, _ owner: CardFiles.Owner, _ mode: Int) -> CardFiles.Placed {
    CardFiles.Placed(path: path, bytes: bytes, owner: owner, group: owner, mode: mode)
  }
}
