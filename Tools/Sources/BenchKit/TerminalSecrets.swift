public import LibCrypto
import Linux

/// What a terminal keeps from everybody: for whoever looks whether it does.
public struct TerminalSecrets: Sendable {
  /// The key of the journal, and the one of the uplink's TLS.
  public var keys: [SigningKey]
  /// What opens them: the board's secret, as the board has it.
  public var board: [UInt8]

  public init(keys: [SigningKey], board: [UInt8]) {
    self.keys = keys
    self.board = board
  }

  /// The secret of a board that was just made.
  static func freshBoard() throws -> [UInt8] { try Random.bytes(32) }

  /// What the keys are encrypted with, as the terminal makes it of the board's secret.
  public var passphrase: [UInt8] { BoardSecret.passphrase(of: board) ?? [] }
}
