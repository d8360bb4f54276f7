/// Which of the two root slots the terminal runs from. An update writes the other one.
public enum Slot: UInt8, CaseIterable, Sendable {
  case a, b

  /// What the kernel's command line says, `acceptd.slot=a` or `=b`; nil where it says neither. Of several words the last
  /// counts, as the kernel itself has it.
  public init?(commandLine: [UInt8]) {
    var found: Slot?
    for word in commandLine.split(whereSeparator: { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }) {
      guard word.starts(with: "acceptd.slot=".utf8) else { continue }
      let value = word.dropFirst(13)
      found = value.elementsEqual("a".utf8) ? .a : value.elementsEqual("b".utf8) ? .b : nil
    }
    guard let found else { return nil }
    self = found
  }

  /// A slot that may become the root.
  public struct Candidate: Equatable, Sendable {
    public var slot: Slot
    /// How long its partition may take to be there, in milliseconds.
    public var patience: UInt64
  }

  /// Where this slot is asked for: it and, where it cannot be mounted, the other one. A card that takes longer than the
  /// first's patience had a bad start, and a board that starts anew gives it another. The other's partition comes with the
  /// first's, so that it is there by then or not at all.
  public var candidates: [Candidate] {
    [Candidate(slot: self, patience: 30_000), Candidate(slot: self == .a ? .b : .a, patience: 0)]
  }

  /// The label of the slot's partition.
  public var partition: String {
    switch self {
    case .a: "root-a"
    case .b: "root-b"
    }
  }
}

/// Partitions of the card, found by their labels: where the kernel puts a card among its devices depends on the board.
public enum CardPartition {
  /// The label of the partition that survives an update.
  public static let data = "data"

  /// The device of the partition of a label, such as `/dev/mmcblk1p2`, if this event tells of it.
  public static func path(labelled label: String, in event: KernelEvent) -> String? {
    guard event.action != .remove, !event.device.utf8.isEmpty, event.partition.utf8.elementsEqual(label.utf8) else {
      return nil
    }
    return "/dev/" + event.device
  }

  /// The same, among the `uevent` files of devices that are there.
  public static func path(labelled label: String, among files: [[UInt8]]) -> String? {
    for file in files {
      if let path = path(labelled: label, in: KernelEvent(file: file)) { return path }
    }
    return nil
  }
}
