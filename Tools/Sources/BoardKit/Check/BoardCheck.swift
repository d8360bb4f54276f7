import Devices

/// Holds a board's description against its compiled device tree, overlay and all.
struct BoardCheck {
  let board: BoardDescription
  let tree: DeviceTree

  /// All that is wrong, in the order of the description.
  var findings: [Finding] { lineFindings + padFindings + portFindings + emulatorFindings }

  private var lineFindings: [Finding] {
    let lineUsers = tree.lineUsers
    let pinUsers = tree.pinUsers
    var findings: [Finding] = []
    var roles: [BoardDescription.LinePlace.Address: Line] = [:]
    for line in Line.allCases {
      guard let place = board.lines[line] else { continue }
      if let other = roles.updateValue(line, forKey: place.address) { findings.append(.sameLine(other, line)) }
      guard let chip = tree.chip(labelled: place.chip, labels: board.chips) else {
        findings.append(.unknownChip(line, label: place.chip))
        continue
      }
      let number = DeviceTree.LineNumber(chip: chip, offset: place.offset)
      for user in lineUsers[number] ?? [] { findings.append(.lineInUse(line, by: user)) }
      guard let pin = tree.pin(of: number) else {
        findings.append(.noPad(line, chip: place.chip, offset: place.offset))
        continue
      }
      // What the controller sets up for itself is what the overlay asks of it for the lines.
      let controller = tree.node(phandle: pin.controller).map { tree.nodes[$0].path }
      let users = pinUsers[pin] ?? []
      for user in users where user != controller { findings.append(.padInUse(line, by: user)) }
      if users.isEmpty, tree.needsGroups(pin.controller) { findings.append(.padNotSetUp(line, pad: place.pad)) }
    }
    return findings
  }

  private var padFindings: [Finding] {
    tree.pinUsers.filter { $0.value.count > 1 }.map { .padTwice(pin: $0.key.number, $0.value[0], $0.value[1]) }
      .sorted { $0.description < $1.description }
  }

  private var portFindings: [Finding] {
    var findings: [Finding] = []
    var roles: [String: String] = [:]
    for (role, port) in board.ports.all {
      if let other = roles.updateValue(role, forKey: port.device) { findings.append(.samePort(other, role)) }
      guard let node = tree.node(alias: "serial\(port.number)") else {
        findings.append(.unknownPort(role: role, device: port.device))
        continue
      }
      if !tree.isEnabled(node) {
        findings.append(.disabledPort(role: role, device: port.device, node: tree.nodes[node].path))
      }
    }
    return findings
  }

  private var emulatorFindings: [Finding] {
    guard let emulator = board.emulator else { return [] }
    var findings: [Finding] = []
    let outputs = Set(board.lines.filter { LineSet($0.key).isSubset(of: .outputs) }.map(\.value.chip)).sorted()
    if outputs.count > 1 { findings.append(.outputsOnManyChips(outputs)) }
    for chip in Set(board.lines.values.map(\.chip)).sorted() where emulator.chips[chip] == nil {
      findings.append(.chipNotEmulated(chip))
    }
    let size = board.image.size
    if size & (size - 1) != 0 { findings.append(.cardNotEmulated(size: size)) }
    return findings
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
