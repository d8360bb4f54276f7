import CGPIOD
import CGlibc

/// A GPIO chip, open while this value lives.
final class GPIOChip {
  let handle: OpaquePointer
  let label: String

  /// The most chips that are looked at.
  static let maximumChips = 64

  private init(handle: OpaquePointer, label: String) {
    self.handle = handle
    self.label = label
  }

  deinit { gpiod_chip_close(handle) }

  /// All chips of the machine, in whatever order the kernel numbers them.
  static func all() -> [GPIOChip] {
    var chips: [GPIOChip] = []
    for number in 0..<maximumChips {
      guard let handle = "/dev/gpiochip\(number)".withCString({ gpiod_chip_open($0) }) else { continue }
      guard let information = gpiod_chip_get_info(handle) else {
        gpiod_chip_close(handle)
        continue
      }
      let label = gpiod_chip_info_get_label(information).map { String(cString: $0) } ?? ""
      gpiod_chip_info_free(information)
      chips.append(GPIOChip(handle: handle, label: label))
    }
    return chips
  }

  /// The number of the line that the device tree gave this name, or nil.
  func offset(ofLine name: String) -> UInt32? {
    let offset = name.withCString { gpiod_chip_get_line_offset_from_name(handle, $0) }
    return offset < 0 ? nil : UInt32(offset)
  }
}
