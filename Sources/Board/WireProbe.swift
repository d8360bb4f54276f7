import CGPIOD
import CGlibc
public import Diagnosis
public import Settings

/// Looks at each line of a board by itself: is it there, is it free, can it be had?
public enum WireProbe {
  /// The readings, in the order of the entries. No line is held when this returns.
  public static func look(_ settings: LineSettings) -> [WireReading] {
    let chips = GPIOChip.all()
    return settings.entries.map { look($0.location, chips) }
  }

  private static func look(_ location: LineLocation, _ chips: [GPIOChip]) -> WireReading {
    guard let (index, offset) = BoardLines.find(location, on: chips) else {
      guard case .offset = location else { return .noLine }
      return .noChip(chips: chips.map { $0.label })
    }
    let chip = chips[index]
    guard let information = gpiod_chip_get_line_info(chip.handle, offset) else { return .noLine }
    defer { gpiod_line_info_free(information) }
    if gpiod_line_info_is_used(information) {
      return .inUse(by: gpiod_line_info_get_consumer(information).map { String(cString: $0) } ?? "")
    }
    return request(offset, of: chip)
  }

  /// As it is, in whatever direction, so that looking changes nothing.
  private static func request(_ offset: UInt32, of chip: GPIOChip) -> WireReading {
    guard let configuration = gpiod_line_config_new() else { return .refused(number: ENOMEM) }
    defer { gpiod_line_config_free(configuration) }
    var offset = offset
    guard gpiod_line_config_add_line_settings(configuration, &offset, 1, nil) == 0,
      let request = gpiod_chip_request_lines(chip.handle, nil, configuration)
    else { return .refused(number: glibc_errno()) }
    gpiod_line_request_release(request)
    return .free
  }
}

extension LineLocation {
  /// The place for people: `LABEL OFFSET`, or the line's name.
  public var text: String {
    switch self {
    case .offset(let chip, let offset): "\(chip) \(offset)"
    case .name(let name): name
    }
  }
}
