extension DeviceTree {
  /// A GPIO line by its chip's node and its number there.
  struct LineNumber: Hashable, Sendable {
    let chip: Int
    let offset: Int
  }

  /// The GPIO chip that the kernel gives this label. Most drivers take the device's name: the address and the node's name. `labels` has
  /// the paths of the chips whose drivers do not.
  func chip(labelled label: String, labels: [String: String]) -> Int? {
    if let path = labels[label] { return node(at: path).flatMap { isChip($0) ? $0 : nil } }
    return nodes.indices.first { index in
      let parts = nodes[index].name.split(separator: "@", maxSplits: 1)
      return isChip(index) && parts.count == 2 && "\(parts[1]).\(parts[0])" == label
    }
  }

  private func isChip(_ index: Int) -> Bool { nodes[index].properties["gpio-controller"] != nil }

  /// The pad of a line, as the chip's `gpio-ranges` says: four numbers a range, the controller, the first line, the first pad, how many.
  func pin(of line: LineNumber) -> Pin? {
    let ranges = cells("gpio-ranges", of: line.chip)
    for at in stride(from: 0, to: ranges.count - 3, by: 4) {
      let first = Int(ranges[at + 1])
      guard (first..<first + Int(ranges[at + 3])).contains(line.offset) else { continue }
      return Pin(controller: ranges[at], number: Int(ranges[at + 2]) + line.offset - first)
    }
    return nil
  }

  /// Which lines enabled devices use, as a GPIO or as an interrupt, or that the tree itself holds: by line, the paths of the devices.
  var lineUsers: [LineNumber: [String]] {
    var users: [LineNumber: [String]] = [:]
    for index in nodes.indices where isEnabled(index) {
      for line in Set(lines(of: index) + interruptLines(of: index)) {
        users[line, default: []].append(nodes[index].path)
      }
    }
    return users
  }

  private func lines(of index: Int) -> [LineNumber] {
    if nodes[index].properties["gpio-hog"] != nil, let chip = nodes[index].parent, isChip(chip) {
      // A hog's lines are its chip's: no phandle in front.
      let step = Int(cells("#gpio-cells", of: chip).first ?? 2)
      let numbers = cells("gpios", of: index)
      return stride(from: 0, to: numbers.count, by: max(step, 1)).map {
        LineNumber(chip: chip, offset: Int(numbers[$0]))
      }
    }
    return nodes[index].properties.keys.filter(Self.namesLines).flatMap {
      references($0, of: index, step: "#gpio-cells")
    }
  }

  private static func namesLines(_ property: String) -> Bool {
    property == "gpios" || property == "gpio" || property.hasSuffix("-gpios") || property.hasSuffix("-gpio")
  }

  private func interruptLines(of index: Int) -> [LineNumber] {
    let extended = references("interrupts-extended", of: index, step: "#interrupt-cells")
    let numbers = cells("interrupts", of: index)
    guard !numbers.isEmpty, let parent = interruptParent(of: index), isChip(parent) else { return extended }
    let step = max(Int(cells("#interrupt-cells", of: parent).first ?? 2), 1)
    return extended
      + stride(from: 0, to: numbers.count, by: step).map { LineNumber(chip: parent, offset: Int(numbers[$0])) }
  }

  private func interruptParent(of index: Int) -> Int? {
    var node: Int? = index
    while let here = node {
      if let phandle = cells("interrupt-parent", of: here).first { return self.node(phandle: phandle) }
      node = nodes[here].parent
    }
    return nil
  }

  /// The lines in a list of phandles, each followed by as many numbers as its target says.
  private func references(_ property: String, of index: Int, step: String) -> [LineNumber] {
    let numbers = cells(property, of: index)
    var lines: [LineNumber] = []
    var at = 0
    while at < numbers.count {
      // An empty entry is a zero without numbers behind it.
      guard numbers[at] != 0, let target = node(phandle: numbers[at]) else {
        at += 1
        continue
      }
      if isChip(target), at + 1 < numbers.count { lines.append(LineNumber(chip: target, offset: Int(numbers[at + 1]))) }
      at += 1 + Int(cells(step, of: target).first ?? 0)
    }
    return lines
  }
}
