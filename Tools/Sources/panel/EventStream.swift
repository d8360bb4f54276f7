import BenchKit
import Foundation
import NIOCore

/// The events of one page: each piece of the state when it has changed, and a sign of life now and then.
struct EventStream: Sendable {
  let panel: Panel
  /// Changes closer together than this are told as one.
  private static let pace = Duration.milliseconds(30)
  private static let signOfLife = Duration.seconds(15)

  /// Hands out event after event until `send` throws or the task is cancelled.
  func run(_ send: (ByteBuffer) async throws -> Void) async throws {
    var sent: [String: Data] = [:]
    while !Task.isCancelled {
      let view = panel.bench.view.versioned
      let switches = panel.switches.versioned
      let hub = panel.hub.versioned
      var text = ""
      for (name, piece) in try pieces(view.value, switches.value, hub.value) where sent[name] != piece {
        sent[name] = piece
        text += "event: \(name)\ndata: \(String(decoding: piece, as: UTF8.self))\n\n"
      }
      try await send(ByteBuffer(string: text.isEmpty ? ": \n\n" : text))
      try await Task.sleep(for: Self.pace)
      await change(since: (view.version, switches.version, hub.version))
    }
  }

  private func pieces(
    _ view: CounterView, _ switches: SwitchesPiece, _ hub: HubPiece
  ) throws -> [(String, Data)] {
    var switches = switches
    switches.power = view.isRunning ? "on" : "cut"
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return [
      ("counter", try encoder.encode(CounterPiece(view))),
      ("paper", try encoder.encode(PaperPiece(view.paper, on: panel.roll))),
      ("switches", try encoder.encode(switches)),
      ("tray", try encoder.encode(panel.customers.map { CustomerPiece($0) })),
      ("hub", try encoder.encode(hub)),
    ]
  }

  private func change(since versions: (view: UInt64, switches: UInt64, hub: UInt64)) async {
    let deadline = ContinuousClock.now + Self.signOfLife
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await panel.bench.view.change(since: versions.view, until: deadline) }
      group.addTask { await panel.switches.change(since: versions.switches, until: deadline) }
      group.addTask { await panel.hub.change(since: versions.hub, until: deadline) }
      await group.next()
      group.cancelAll()
    }
  }
}
