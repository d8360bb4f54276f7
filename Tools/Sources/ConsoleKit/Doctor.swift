import ConsoleProtocol
public import Diagnosis
import Foundation

/// Examines a terminal over its console.
public struct Doctor: Sendable {
  private let client: ConsoleClient
  private let now: @Sendable () -> Date

  /// How far the terminal's clock may be from this machine's, in seconds.
  static let tolerance: Int64 = 60

  public init(
    over channel: any ConsoleChannel, patience: ConsolePatience = .shipping,
    now: @escaping @Sendable () -> Date = { Date() }
  ) {
    client = ConsoleClient(channel, patience: patience)
    self.now = now
  }

  /// Who is there.
  public func greet() async throws -> Greeting { try await client.greet() }

  /// Sets both of the terminal's clocks by this machine's. One that is provisioned is never set back.
  public func setClock() async throws { _ = try await client.ask(.clock(seconds)) }

  /// Has the terminal examine itself, and lets it sell again once `look` has looked at what it shows.
  /// - Parameter look: is given all findings, those first that only a person can judge undecided; what it makes of them counts.
  public func examine(
    look: @Sendable ([Finding]) async throws -> [Finding] = { $0 }
  ) async throws -> [Finding] {
    let greeting = try await client.greet()
    let report = try await client.examine()
    do {
      let findings = try await look(clockFindings(greeting) + Finding.findings(of: report))
      _ = try await client.ask(.release)
      return findings
    } catch {
      _ = try? await client.ask(.release)
      throw error
    }
  }

  private var seconds: Int64 { Int64(now().timeIntervalSince1970.rounded()) }

  private func clockFindings(_ greeting: Greeting) -> [Finding] {
    let apart = abs(greeting.clock - seconds)
    guard apart > Self.tolerance else { return [] }
    return [
      Finding(
        .fault, "clock-wrong", at: "clock",
        "\(apart) s apart from this machine's: if this one is right, run it again with --set-clock")
    ]
  }
}
