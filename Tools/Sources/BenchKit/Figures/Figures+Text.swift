import Foundation

extension Figures {
  /// A table for a person.
  public var text: String {
    var lines = ["Figures of \(board), on \(emulator)", ""]
    lines += row("stripped size", programs.map { "\($0.name) \(Self.bytes($0.bytes))" }.joined(separator: " + "))
    lines += row("", "\(Self.bytes(programs.map(\.bytes).reduce(0, +))), of \(Self.bytes(programsBudget)) at the most")
    for each in memory {
      lines += row(
        each.name == memory.first?.name ? "memory at rest" : "",
        "\(each.name): resident \(each.memory.resident) KiB, its share \(each.memory.proportional) KiB, "
          + "own and written \(each.memory.ownWritten) KiB, peak \(each.memory.peak) KiB")
    }
    lines += row("", "together, each page once: \(memoryTogether) KiB; aim: \(memoryAim) KiB or less")
    for each in idle {
      lines += row(
        each.name == idle.first?.name ? "idle" : "", "\(each.name): wakes \(each.wakeUps.perMinute) times a minute")
    }
    lines += rows("start to scan", start) + rows("by instructions", countedStart)
    lines += row("scan to verdict", Self.words(sale.verdict)) + bars(sale.verdict)
    lines += row("floor: its bus", Self.words(sale.bus))
    lines += row("key to accepted", Self.words(sale.acceptance)) + bars(sale.acceptance)
    lines += row(
      "image",
      "\(Self.bytes(image.bytes)), of which \(Self.bytes(image.writtenBytes)) are written; "
        + "a root slot is \(Self.bytes(image.rootBytes))")
    return lines.joined(separator: "\n") + "\n"
  }

  /// The same for a program.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
  }

  private func rows(_ title: String, _ start: Start) -> [String] {
    var lines = row(title, Self.words(start.terminal)) + row("floor: bare init", Self.words(start.bare))
    if let ratio = start.ratio {
      lines += row("", "\(Self.decimal(ratio)) times the floor; aim: \(Self.decimal(Start.aim)) or less")
    }
    return lines
  }

  private func row(_ title: String, _ words: String) -> [String] {
    [title.padding(toLength: 22, withPad: " ", startingAt: 0) + words]
  }

  private func bars(_ samples: Samples) -> [String] {
    let bars = samples.histogram()
    guard bars.count > 1 else { return [] }
    return bars.flatMap { bar in
      row("", "  from \(Self.milliseconds(bar.from)) " + String(repeating: "#", count: bar.count))
    }
  }

  static func words(_ samples: Samples) -> String {
    guard let median = samples.median, let least = samples.least, let greatest = samples.greatest else {
      return "not measured"
    }
    return "median \(milliseconds(median)) "
      + "(\(milliseconds(least)) to \(milliseconds(greatest)), \(samples.sorted.count) times)"
  }

  /// Three digits that count, at least.
  static func milliseconds(_ microseconds: Int) -> String {
    microseconds >= 100_000 ? "\((microseconds + 500) / 1_000) ms" : decimal(Double(microseconds) / 1_000) + " ms"
  }

  static func bytes(_ count: Int) -> String {
    count >= 10_000_000 ? "\((count + 500_000) / 1_000_000) MB" : "\((count + 500) / 1_000) KB"
  }

  private static func decimal(_ number: Double) -> String {
    String(format: "%.2f", number)
  }
}
