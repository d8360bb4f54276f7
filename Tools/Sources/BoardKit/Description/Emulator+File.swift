import MarkedYAML

extension BoardDescription.Emulator {
  private static let memories = 64...4_096
  private static let buses = 0...7

  private enum Key: String, CaseIterable {
    case program
    case machine
    case memory
    case serial
    case chips
    case cardBus = "card-bus"
    case cachedCard = "cached-card"
    case networkModel = "network-model"
    case networkIndex = "network-index"
    case notEmulated = "not-emulated"
  }

  init(_ node: MarkedNode, ports: BoardDescription.Ports) throws(MarkedFault) {
    let fields = try Fields(node, Key.self)
    program = try fields[.program].name()
    machine = try fields[.machine].name()
    memory = try fields[.memory].integer(in: Self.memories)
    serial = try fields[.serial].names()
    for (role, port) in ports.all where !serial.contains(port.device) {
      throw try fields[.serial].fault("the \(role)'s port \(port.device) is not among them")
    }
    chips = [:]
    for (label, object) in try fields[.chips].entries() { chips[try label.text()] = try object.text() }
    cardBus = try fields[.cardBus].integer(in: Self.buses)
    cachedCard = try fields.optional(.cachedCard).map { node throws(MarkedFault) in
      try BoardDescription.CachedCard(node)
    }
    networkModel = try fields[.networkModel].name()
    networkIndex = try fields.optional(.networkIndex)?.integer(in: Self.buses) ?? 0
    notEmulated = try fields.optional(.notEmulated)?.texts() ?? []
  }
}

extension BoardDescription.CachedCard {
  private enum Key: String, CaseIterable {
    case device
    case modules
    case without
  }

  init(_ node: MarkedNode) throws(MarkedFault) {
    let fields = try Fields(node, Key.self)
    device = try fields[.device].text()
    modules = try fields[.modules].names()
    without = [:]
    for (path, properties) in try fields.optional(.without)?.entries() ?? [] {
      without[try path.text()] = try properties.texts()
    }
  }
}
