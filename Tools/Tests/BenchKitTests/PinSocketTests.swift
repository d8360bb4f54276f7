import Desk
import Devices
import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import BenchKit

@Suite struct PinSocketTests {
  /// A terminal that says something and is dead before it is answered.
  @Test func aTerminalThatDiesWhileItIsAnsweredIsSeenToBeGone() async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("pins-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appendingPathComponent("pins.sock")
    let view = Watch(CounterView(.st7920))
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let pins = try await PinSocket.open(path: path, display: .st7920, view: view, on: group.next())
    for death in 1...20 {
      let terminal = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connect(unixDomainSocketPath: path.path).get()
      let row = PinMessage.outputs(mask: .keypadRows, levels: [], microseconds: UInt32(death))
      terminal.write(ByteBuffer(bytes: row.bytes + row.bytes), promise: nil)
      terminal.flush()
      try? await terminal.close()
    }
    let last = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .connect(unixDomainSocketPath: path.path).get()
    #expect(await view.value(until: .now + .seconds(30)) { $0.isRunning } != nil)
    try await last.close()
    #expect(await view.value(until: .now + .seconds(30)) { !$0.isRunning } != nil)
    try await pins.close()
    try await group.shutdownGracefully()
  }
}
