import NIOCore
import NIOPosix
import Testing

@testable import BenchKit

/// A hub that answers every line with itself, and a terminal that talks to it through a switch.
private struct Wire {
  let group: MultiThreadedEventLoopGroup
  let hub: any Channel
  let network: NetworkSwitch
  /// What has reached the hub, of all connections.
  let atHub = Watch("")

  private final class Echo: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    let heard: Watch<String>

    init(_ heard: Watch<String>) { self.heard = heard }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let buffer = unwrapInboundIn(data)
      heard.update { $0 += String(buffer: buffer) }
      context.writeAndFlush(wrapOutboundOut(buffer), promise: nil)
    }
  }

  init() async throws {
    group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let heard = atHub
    hub = try await ServerBootstrap(group: group)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Echo(heard)) }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    guard let address = hub.localAddress else { throw BenchFault("no address") }
    network = try await NetworkSwitch.open(to: address, on: group.next())
  }

  func close() async throws {
    try await network.close()
    try await hub.close()
    try await group.shutdownGracefully()
  }

  func connect() async throws -> Caller {
    let caller = Caller()
    caller.channel.update { $0 = nil }
    let channel = try await ClientBootstrap(group: group)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Caller.Listener(caller))
        }
      }
      .connect(host: "127.0.0.1", port: network.port).get()
    caller.channel.update { $0 = channel }
    return caller
  }
}

/// The terminal's end of one connection.
private final class Caller: Sendable {
  struct Heard: Equatable, Sendable {
    var text = ""
    var isOver = false
  }

  let heard = Watch(Heard())
  let channel = Watch<(any Channel)?>(nil)

  final class Listener: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    let caller: Caller

    init(_ caller: Caller) { self.caller = caller }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let text = String(buffer: unwrapInboundIn(data))
      caller.heard.update { $0.text += text }
    }

    func channelInactive(context: ChannelHandlerContext) { caller.heard.update { $0.isOver = true } }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }

  func say(_ text: String) async throws {
    try await channel.value?.writeAndFlush(ByteBuffer(string: text))
  }

  func hears(_ text: String) async -> Bool {
    await heard.value(until: .now + .seconds(30)) { $0.text == text } != nil
  }

  func isCutOff() async -> Bool {
    await heard.value(until: .now + .seconds(30)) { $0.isOver } != nil
  }
}

@Suite struct NetworkSwitchTests {
  private func through(_ body: (Wire) async throws -> Void) async throws {
    let wire = try await Wire()
    do {
      try await body(wire)
    } catch {
      try await wire.close()
      throw error
    }
    try await wire.close()
  }

  @Test func `on, what is said arrives and comes back`() async throws {
    try await through { wire in
      let caller = try await wire.connect()
      try await caller.say("hello")
      #expect(await caller.hears("hello"))
    }
  }

  @Test func `off cuts who is connected, and lets nobody through`() async throws {
    try await through { wire in
      let caller = try await wire.connect()
      try await caller.say("hello")
      #expect(await caller.hears("hello"))
      try await wire.network.set(.off)
      #expect(await caller.isCutOff())
      let late = try? await wire.connect()
      if let late { #expect(await late.isCutOff()) }
      #expect(wire.atHub.value == "hello")
      try await wire.network.set(.on)
      let again = try await wire.connect()
      try await again.say("again")
      #expect(await again.hears("again"))
    }
  }

  @Test func `stalled, nothing moves and nothing is lost`() async throws {
    try await through { wire in
      let caller = try await wire.connect()
      try await caller.say("one ")
      #expect(await caller.hears("one "))
      try await wire.network.set(.stalled)
      try await caller.say("two ")
      // What another connection brings through the same switch later has not overtaken it.
      try await wire.network.set(.on)
      #expect(await caller.hears("one two "))
      #expect(wire.atHub.value == "one two ")
    }
  }

  @Test func `with answers lost, what is said arrives and nothing comes back`() async throws {
    try await through { wire in
      let caller = try await wire.connect()
      try await caller.say("one ")
      #expect(await caller.hears("one "))
      try await wire.network.set(.answersLost)
      try await caller.say("two ")
      #expect(await wire.atHub.value(until: .now + .seconds(30)) { $0 == "one two " } != nil)
      #expect(await wire.network.lost.value(until: .now + .seconds(30)) { $0 == 4 } != nil)
      // A connection that lost bytes is worth nothing any more.
      try await wire.network.set(.on)
      #expect(await caller.isCutOff())
      #expect(caller.heard.value.text == "one ")
    }
  }

  @Test func `with answers lost, the first answer of a connection still passes`() async throws {
    try await through { wire in
      try await wire.network.set(.answersLost)
      let caller = try await wire.connect()
      try await caller.say("handshake ")
      #expect(await caller.hears("handshake "))
    }
  }

  @Test func `garbled, what is said arrives and something else comes back`() async throws {
    try await through { wire in
      let caller = try await wire.connect()
      try await caller.say("one ")
      #expect(await caller.hears("one "))
      try await wire.network.set(.garbled)
      try await caller.say("two ")
      #expect(await wire.atHub.value(until: .now + .seconds(30)) { $0 == "one two " } != nil)
      #expect(await caller.heard.value(until: .now + .seconds(30)) { $0.text.unicodeScalars.count > 4 } != nil)
      #expect(!caller.heard.value.text.contains("two"))
      // It would go on with bytes that do not fit what came before.
      try await wire.network.set(.on)
      #expect(await caller.isCutOff())
    }
  }

  @Test func `slow, what is said arrives in its order, and not at once`() async throws {
    try await through { wire in
      let caller = try await wire.connect()
      try await wire.network.set(.slow)
      try await caller.say("one ")
      try await caller.say("two ")
      #expect(wire.atHub.value == "")
      #expect(await caller.hears("one two "))
      // What is still on its way when the network mends is there at once.
      try await caller.say("three")
      try await wire.network.set(.on)
      #expect(await caller.hears("one two three"))
    }
  }

  @Test func `a hub that hangs up is heard to hang up`() async throws {
    try await through { wire in
      let caller = try await wire.connect()
      try await caller.channel.value?.close()
      #expect(await caller.isCutOff())
    }
  }
}
