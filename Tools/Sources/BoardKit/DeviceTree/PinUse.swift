/// A pad by its pin controller and its number there, as the controller's driver counts.
struct Pin: Hashable, Sendable {
  /// The controller's phandle.
  let controller: UInt32
  let number: Int
}

extension DeviceTree {
  /// Which pads each enabled device has set up for itself, in any of its states: by pad, the paths of the devices.
  var pinUsers: [Pin: [String]] {
    var users: [Pin: [String]] = [:]
    for index in nodes.indices where isEnabled(index) {
      let states = nodes[index].properties.keys.filter { $0.hasPrefix("pinctrl-") && Int($0.dropFirst(8)) != nil }
      let groups = Set(states.flatMap { cells($0, of: index) })
      for pin in Set(groups.flatMap(pins(ofGroup:))) { users[pin, default: []].append(nodes[index].path) }
    }
    return users
  }

  /// The pads of a group, which may have groups in it.
  private func pins(ofGroup phandle: UInt32) -> [Pin] {
    guard let group = node(phandle: phandle), let controller = controller(ofGroup: group) else { return [] }
    return ([group] + children(of: group)).flatMap { node in
      pinNumbers(node).map { Pin(controller: controller, number: $0) }
    }
  }

  /// The nearest node above that other nodes may point to as a controller of pins: i.MX has the groups under it, others a level deeper.
  private func controller(ofGroup index: Int) -> UInt32? {
    var above = nodes[index].parent
    while let node = above {
      if nodes[node].properties["reg"] != nil || nodes[node].properties["compatible"] != nil {
        return cells("phandle", of: node).first
      }
      above = nodes[node].parent
    }
    return nil
  }

  /// The pads that a group names itself: i.MX lists registers, six numbers a pad, of which the first is four times the pad's number;
  /// Broadcom lists numbers, or names that end in one.
  private func pinNumbers(_ index: Int) -> [Int] {
    let registers = cells("fsl,pins", of: index)
    if !registers.isEmpty { return stride(from: 0, to: registers.count, by: 6).map { Int(registers[$0]) / 4 } }
    let numbers = cells("brcm,pins", of: index).map(Int.init)
    let names = (nodes[index].properties["pins"] ?? []).split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    return numbers + names.compactMap { name in Int(String(name.drop { !$0.isNumber })) }
  }

  /// Whether pads of this controller carry a GPIO only if a group says so.
  func needsGroups(_ controller: UInt32) -> Bool {
    guard let index = node(phandle: controller) else { return false }
    return children(of: index).contains { !cells("fsl,pins", of: $0).isEmpty }
  }
}
