import Foundation

/// The partitions of a card.
package enum Partition: String, CaseIterable, Sendable {
  case boot
  case rootA = "root-a"
  case rootB = "root-b"
  case data

  /// In MiB.
  func size(of image: BoardDescription.Image) -> Int {
    switch self {
    case .boot: image.boot
    case .rootA, .rootB: image.root
    case .data: image.data
    }
  }

  /// From the card's begin, in MiB.
  package func start(in image: BoardDescription.Image) -> Int {
    Self.allCases.prefix { $0 != self }.reduce(image.start) { $0 + $1.size(of: image) }
  }

  /// What the partition is for, as the UEFI specification and the Discoverable Partitions Specification number it: the boot partition is
  /// basic data, which every boot loader reads; the others are Linux data.
  var type: String {
    switch self {
    case .boot: "EBD0A0A2-B9E5-4433-87C0-68B6B72699C7"
    case .rootA, .rootB, .data: "0FC63DAF-8483-4772-8E79-3D69D8477DE4"
    }
  }
}
