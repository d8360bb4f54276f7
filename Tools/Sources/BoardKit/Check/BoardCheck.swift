import Devices

/// Holds a board's description against its compiled device tree, overlay and all.
struct BoardCheck {
  let board: BoardDescription
  let tree: DeviceTree

  /// All that is wrong, in the order of the description.
  var conflicts: [Conflict] { lineConflicts + padConflicts + portConflicts + emulatorConflicts }

  private var lineConflicts: [Conflict] {
    let lineUsers = tree.lineUsers
    let pinUsers = tree.pinUsers
    var conflicts: [Conflict] = []
    var roles: [BoardDescription.LinePlace.Address: Line] = [:]
    for line in Line.allCases {
      guard let place = board.lines[line] else { continue }
      if let other = roles.updateValue(line, forKey: place.address) { conflicts.append(.sameLine(other, line)) }
      guard let chip = tree.chip(labelled: place.chip, labels: board.chips) else {
        conflicts.append(.unknownChip(line, label: place.chip))
        continue
      }
      let number = DeviceTree.LineNumber(chip: chip, offset: place.offset)
      for user in lineUsers[number] ?? [] { conflicts.append(.lineInUse(line, by: user)) }
      guard let pin = tree.pin(of: number) else {
        conflicts.append(.noPad(line, chip: place.chip, offset: place.offset))
        continue
      }
      // What the controller sets up for itself is what the overlay asks of it for the lines.
      let controller = tree.node(phandle: pin.controller).map { tree.nodes[$0].path }
      let users = pinUsers[pin] ?? []
      for user in users where user != controller { conflicts.append(.padInUse(line, by: user)) }
      if users.isEmpty, tree.needsGroups(pin.controller) { conflicts.append(.padNotSetUp(line, pad: place.pad)) }
    }
    return conflicts
  }

  private var padConflicts: [Conflict] {
    tree.pinUsers.filter { $0.value.count > 1 }.map { .padTwice(pin: $0.key.number, $0.value[0], $0.value[1]) }
      .sorted { $0.description < $1.description }
  }

  private var portConflicts: [Conflict] {
    var conflicts: [Conflict] = []
    var roles: [String: String] = [:]
    for (role, port) in board.ports.all {
      if let other = roles.updateValue(role, forKey: port.device) { conflicts.append(.samePort(other, role)) }
      guard let node = tree.node(alias: "serial\(port.number)") else {
        conflicts.append(.unknownPort(role: role, device: port.device))
        continue
      }
      if !tree.isEnabled(node) {
        conflicts.append(.disabledPort(role: role, device: port.device, node: tree.nodes[node].path))
      }
    }
    return conflicts
  }

  private var emulatorConflicts: [Conflict] {
    guard let emulator = board.emulator else { return [] }
    var conflicts: [Conflict] = []
    let outputs = Set(board.lines.filter { LineSet($0.key).isSubset(of: .outputs) }.map(\.value.chip)).sorted()
    if outputs.count > 1 { conflicts.append(.outputsOnManyChips(outputs)) }
    for chip in Set(board.lines.values.map(\.chip)).sorted() where emulator.chips[chip] == nil {
      conflicts.append(.chipNotEmulated(chip))
    }
    let size = board.image.size
    if size & (size - 1) != 0 { conflicts.append(.cardNotEmulated(size: size)) }
    return conflicts
  }
}

extension BoardDescription.LinePlace {
  /// Which line it is, whatever it is called.
  struct Address: Hashable {
    let chip: String
    let offset: Int
  }

  var address: Address { Address(chip: chip, offset: offset) }
}
