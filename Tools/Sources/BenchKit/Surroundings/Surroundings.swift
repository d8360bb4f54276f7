import Codes
import Foundation
import KeyFiles
import LibCrypto
import NIOCore
import OperatorAPI
import Provisioning
import Time
import Wire

/// What is around a terminal, whatever the terminal is: its hub, the network in between, the region with its customers and
/// its trust bundles, and the time in the story.
public actor Surroundings {
  public nonisolated let network = Watch(NetworkMode.on)
  nonisolated let plan: BenchPlan
  nonisolated let folder: BenchFolder
  nonisolated let office: RegionOffice
  nonisolated let networkSwitch: NetworkSwitch
  /// What a trust bundle says of the hub.
  nonisolated let hubKeys: HubKeys
  /// The address that the terminal calls its hub by.
  private let hubName: String
  private var hubProcess: HubProcess
  /// The hub's process, whether it listens yet or not.
  private(set) var hubChild: ChildProcess
  private var falseHub: HubProcess?
  /// Seconds that have passed in the story beside those that have passed.
  private var passed: Int64 = 0
  private var wrongBy: Int64 = 0
  private var deltaNumber: UInt32 = 0
  private var revoked: [Customer] = []
  private var nextCounter: NextCounter?

  public static let terminal = "DESK-0001"
  public static let institution = "P61040200001"
  /// Seconds that a code is good for on the phones of a bench's customers.
  public static let codeLifetime = Int(RegionOffice.lifetimeSeconds)

  /// Starts a hub, and a network that leads to it.
  /// - Parameter hubName: the address by which the terminal reaches the loopback interface of this machine.
  static func start(_ plan: BenchPlan, hubName: String, on eventLoop: any EventLoop) async throws -> Surroundings {
    let folder = BenchFolder(root: plan.state)
    try BenchFolder.make(folder.root, folder.logs)
    let office = RegionOffice(
      keys: try RegionKeys(folder: folder.region), policy: plan.policy, customers: plan.customers)
    try BenchFolder.make(folder.hub)
    // The region's registry knows everybody who may come.
    try JSONEncoder().encode(plan.customers.map(\.resident)).write(
      to: folder.hub.appendingPathComponent("registry.json"))
    let hub = try await start(plan, in: folder.hub, hubName)
    do {
      return Surroundings(
        plan: plan, folder: folder, office: office,
        networkSwitch: try await NetworkSwitch.open(to: hub.address, on: eventLoop),
        hubKeys: HubKeys(
          receipt: try KeyFile.publicKey(folder.hub.appendingPathComponent("receipt.pub").path),
          sealing: try KeyFile.publicKey(folder.hub.appendingPathComponent("sealing.pub").path)),
        hubName: hubName, hub: hub)
    } catch {
      await hub.child.stop()
      throw error
    }
  }

  private init(
    plan: BenchPlan, folder: BenchFolder, office: RegionOffice, networkSwitch: NetworkSwitch, hubKeys: HubKeys,
    hubName: String, hub: HubProcess
  ) {
    self.plan = plan
    self.folder = folder
    self.office = office
    self.networkSwitch = networkSwitch
    self.hubKeys = hubKeys
    self.hubName = hubName
    hubProcess = hub
    hubChild = hub.child
  }

  /// The time in the story, for everyone whose clock is right.
  var now: UnixTime {
    UnixTime(seconds: Int64(Date().timeIntervalSince1970)).advanced(bySeconds: passed)
  }

  /// How far the terminal's clock is ahead of this machine's.
  var clockOffset: Int64 { passed + wrongBy }

  func setClock(wrongBy seconds: Int64) { wrongBy = seconds }
  func pass(_ seconds: Int64) { passed += seconds }

  /// Where the terminal finds its hub.
  nonisolated var hubAddress: String { "https://\(hubName):\(networkSwitch.port)" }

  /// The region's root key, which a terminal pins.
  nonisolated var root: PublicKey { office.keys.root.publicKey }

  /// To ask the hub as its operator does.
  var client: OperatorClient { hubProcess.client }

  func code(of customer: Customer, age: Int64) async throws -> [UInt8] {
    let text = try await office.code(of: customer, at: now, age: age)
    // A ride code's symbol holds bytes; to a scanner that sends lines it is shown as text.
    guard customer.carrier == .ride, plan.scanner != .lines, let bytes = Data(base64Encoded: text) else {
      return Array(text.utf8)
    }
    return Array(bytes)
  }

  func setNetwork(_ mode: NetworkMode) async throws {
    try await networkSwitch.set(mode)
    network.update { $0 = mode }
  }

  /// A bundle as an image may bring it: nobody has published it.
  func firstBundle() async throws -> [UInt8] {
    try await office.bundle(version: 1, issuedAt: now, hub: hubKeys)
  }

  /// Publishes a bundle of now, and returns it.
  func publishBundle() async throws -> [UInt8] {
    let version = (try await hubProcess.client.status().bundleVersion ?? 0) + 1
    let bundle = try await office.bundle(version: version, issuedAt: now, hub: hubKeys)
    _ = try await hubProcess.client.publish(bundle: bundle)
    deltaNumber = 0
    return bundle
  }

  /// Publishes a bundle; or returns one that is to be left in the terminal's inbox. No honest hub hands such a one out,
  /// and no honest uplink passes it on. An uplink that has been taken over could.
  func publish(_ kind: BundleKind) async throws -> [UInt8]? {
    let version = try await hubProcess.client.status().bundleVersion ?? 0
    let issuedAt =
      switch kind {
      case .stale: now.advanced(bySeconds: -2 * Int64(RegionOffice.freshForSeconds))
      case .stopped: now.advanced(bySeconds: -2 * Int64(RegionOffice.acceptForSeconds))
      case .fresh, .forged, .rolledBack: now
      }
    switch kind {
    case .fresh, .stale, .stopped:
      _ = try await hubProcess.client.publish(
        bundle: try await office.bundle(version: version + 1, issuedAt: issuedAt, hub: hubKeys))
      deltaNumber = 0
      return nil
    case .forged:
      return try await office.bundle(version: version + 1, issuedAt: issuedAt, hub: hubKeys, forged: true)
    case .rolledBack:
      return try await office.bundle(version: version - 1, issuedAt: issuedAt, hub: hubKeys)
    }
  }

  func revoke(_ customers: [Customer]) async throws {
    guard let base = try await hubProcess.client.status().bundleVersion else {
      throw BenchFault("nothing is published that could be added to")
    }
    revoked += customers
    deltaNumber += 1
    _ = try await hubProcess.client.publish(
      delta: try await office.delta(base: base, number: deltaNumber, issuedAt: now, revoking: revoked))
  }

  func lose(_ customers: [Customer]) async throws {
    for customer in customers {
      _ = try await hubProcess.client.reportLoss(of: customer.cardName)
    }
  }

  func decease(_ customers: [Customer]) async throws {
    for customer in customers {
      _ = try await hubProcess.client.decease(customer.cardName)
    }
  }

  /// The next counter accepts this code, and the hub has its entry.
  func acceptAtNextCounter(_ code: [UInt8]) async throws {
    var counter: NextCounter
    if let nextCounter { counter = nextCounter } else { counter = try await enrolNextCounter() }
    try await counter.accept(try FusedCode(text: code), at: now, sealingTo: hubKeys.sealing)
    nextCounter = counter
  }

  private func enrolNextCounter() async throws -> NextCounter {
    try await NextCounter(
      in: folder.nextCounter, hub: hubProcess, root: root, bundle: firstBundle())
  }

  func decline(_ sequence: UInt64) async throws {
    _ = try await hubProcess.client.decline(
      DisputeNote(terminal: Self.terminal, sequence: sequence, note: "no prescription"))
  }

  func settle(_ sequence: UInt64) async throws {
    _ = try await hubProcess.client.settleDisputes(
      DisputeNote(terminal: Self.terminal, sequence: sequence, note: "the prescription was brought"))
  }

  /// Does something to the hub, or to who stands in its place; the network leads to whoever that is.
  func hub(_ action: HubAction) async throws {
    switch action {
    case .stop: await hubProcess.child.stop()
    case .start: try await startHub()
    case .restart:
      await hubProcess.child.kill()
      try await startHub()
    case .stranger: try await supplantHub { _ in false }
    case .impostor: try await supplantHub { !$0.hasPrefix("receipt.") }
    case .replaying: try await supplantHub(keepsEntries: false) { _ in true }
    case .backup:
      await hubProcess.child.stop()
      try? FileManager.default.removeItem(at: folder.hubBackup)
      try FileManager.default.copyItem(at: folder.hub, to: folder.hubBackup)
      try await startHub()
    case .restored:
      await hubProcess.child.kill()
      try FileManager.default.removeItem(at: folder.hub)
      try FileManager.default.copyItem(at: folder.hubBackup, to: folder.hub)
      try await startHub()
    case .genuine:
      await falseHub?.child.stop()
      falseHub = nil
      try await startHub()
    }
  }

  private func startHub() async throws {
    try await launchHub()
    try await joinHub()
  }

  /// Starts the hub, which does not listen yet.
  func launchHub() async throws { hubChild = try await Self.launch(plan, in: folder.hub, hubName) }

  /// Waits until the hub that was launched last listens, and has the network lead to it.
  func joinHub() async throws {
    let hub = try await HubProcess.listening(hubChild, in: folder.hub)
    guard hub.child === hubChild else { return }
    hubProcess = hub
    try await networkSwitch.setHub(hub.address)
  }

  /// Stops the hub, and puts one in its place that has stolen these files of it.
  private func supplantHub(keepsEntries: Bool = true, having isStolen: (String) -> Bool) async throws {
    await hubProcess.child.stop()
    await falseHub?.child.stop()
    try? FileManager.default.removeItem(at: folder.falseHub)
    try BenchFolder.make(folder.falseHub)
    let stolen = try FileManager.default.contentsOfDirectory(atPath: folder.hub.path).filter(isStolen)
    for name in stolen {
      try FileManager.default.copyItem(
        at: folder.hub.appendingPathComponent(name), to: folder.falseHub.appendingPathComponent(name))
    }
    if !keepsEntries { try HubFiles.keepNoEntries(folder.falseHub) }
    // A hub that has been in use does not start without a key for receipts, so that it has to be given one of its own.
    if !stolen.isEmpty, !stolen.contains("receipt.key") {
      try KeyFile.create(folder.falseHub.appendingPathComponent("receipt").path, .es256)
    }
    let hub = try await Self.start(plan, in: folder.falseHub, hubName)
    falseHub = hub
    try await networkSwitch.setHub(hub.address)
  }

  private static func start(_ plan: BenchPlan, in state: URL, _ hubName: String) async throws -> HubProcess {
    try await HubProcess.listening(launch(plan, in: state, hubName), in: state)
  }

  private static func launch(_ plan: BenchPlan, in state: URL, _ hubName: String) async throws -> ChildProcess {
    let folder = BenchFolder(root: plan.state)
    return try await HubProcess.launch(
      plan.hub, in: state, root: folder.region.appendingPathComponent("root.pub"), calledBy: hubName,
      log: folder.log("hub"))
  }

  /// Ends the hub and the network.
  func stop() async {
    await hubChild.stop()
    await falseHub?.child.stop()
    try? await networkSwitch.close()
  }
}
