import CGPIOD
import CGlibc
import Devices
import Settings

/// Lines of one chip and one direction, held from the kernel as one request while this value lives.
final class LineRequest {
  /// What a line is, and its number on the chip.
  struct Place {
    var line: Line
    var offset: UInt32
  }

  let places: [Place]
  let lines: LineSet
  private let request: OpaquePointer
  private let events: OpaquePointer?

  /// How many edges one look takes in. What they were does not matter, only that there were some: levels are read.
  private static let eventCapacity = 64

  /// Inputs with edge detection in both directions, or outputs. Nil where the kernel refuses.
  init?(chip: GPIOChip, places: [Place], areInputs: Bool, rows: RowDrive) {
    guard let configuration = gpiod_line_config_new() else { return nil }
    defer { gpiod_line_config_free(configuration) }
    for place in places {
      guard let settings = gpiod_line_settings_new() else { return nil }
      defer { gpiod_line_settings_free(settings) }
      LineRequest.fill(settings, for: place.line, rows: rows)
      var offset = place.offset
      guard gpiod_line_config_add_line_settings(configuration, &offset, 1, settings) == 0 else { return nil }
    }
    guard let options = gpiod_request_config_new() else { return nil }
    defer { gpiod_request_config_free(options) }
    gpiod_request_config_set_consumer(options, "acceptd")
    guard let request = gpiod_chip_request_lines(chip.handle, options, configuration) else { return nil }
    self.request = request
    self.places = places
    events = areInputs ? gpiod_edge_event_buffer_new(LineRequest.eventCapacity) : nil
    lines = places.reduce(into: LineSet()) { $0.formUnion(LineSet($1.line)) }
  }

  deinit {
    if let events { gpiod_edge_event_buffer_free(events) }
    gpiod_line_request_release(request)
  }

  /// Readable when an edge was seen.
  var descriptor: Int32 { gpiod_line_request_get_fd(request) }

  func write(_ levels: LineSet, to mask: LineSet) throws(LineFault) {
    var offsets: [UInt32] = []
    var values: [gpiod_line_value] = []
    for place in places where mask.contains(place.line) {
      offsets.append(place.offset)
      values.append(levels.contains(place.line) ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE)
    }
    guard !offsets.isEmpty else { return }
    guard gpiod_line_request_set_values_subset(request, offsets.count, &offsets, &values) == 0 else {
      throw LineRequest.fault()
    }
  }

  func read(_ mask: LineSet) throws(LineFault) -> LineSet {
    var offsets: [UInt32] = []
    var asked: [Line] = []
    for place in places where mask.contains(place.line) {
      offsets.append(place.offset)
      asked.append(place.line)
    }
    guard !offsets.isEmpty else { return [] }
    var values = [gpiod_line_value](repeating: GPIOD_LINE_VALUE_INACTIVE, count: offsets.count)
    guard gpiod_line_request_get_values_subset(request, offsets.count, &offsets, &values) == 0 else {
      throw LineRequest.fault()
    }
    var levels: LineSet = []
    for (line, value) in zip(asked, values) where value == GPIOD_LINE_VALUE_ACTIVE { levels.formUnion(LineSet(line)) }
    return levels
  }

  /// Takes in the edges that were seen, so that the descriptor wakes for the next one.
  func acknowledge() throws(LineFault) {
    guard let events else { return }
    while gpiod_line_request_wait_edge_events(request, 0) > 0 {
      guard gpiod_line_request_read_edge_events(request, events, LineRequest.eventCapacity) >= 0 else {
        throw LineRequest.fault()
      }
    }
  }

  private static func fill(_ settings: OpaquePointer, for line: Line, rows: RowDrive) {
    let lines = LineSet(line)
    if lines.isSubset(of: .inputs) {
      gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_INPUT)
      gpiod_line_settings_set_edge_detection(settings, GPIOD_LINE_EDGE_BOTH)
      let bias = line == .tamper ? GPIOD_LINE_BIAS_PULL_DOWN : GPIOD_LINE_BIAS_PULL_UP
      gpiod_line_settings_set_bias(settings, bias)
    } else {
      let isRow = lines.isSubset(of: .keypadRows)
      gpiod_line_settings_set_direction(settings, GPIOD_LINE_DIRECTION_OUTPUT)
      let isOpenDrain = isRow && rows == .kernel
      gpiod_line_settings_set_drive(settings, isOpenDrain ? GPIOD_LINE_DRIVE_OPEN_DRAIN : GPIOD_LINE_DRIVE_PUSH_PULL)
      gpiod_line_settings_set_output_value(settings, isRow ? GPIOD_LINE_VALUE_ACTIVE : GPIOD_LINE_VALUE_INACTIVE)
    }
  }

  private static func fault() -> LineFault {
    let number = glibc_errno()
    return number == ENODEV || number == ENXIO || number == EBADF ? .gone : .io
  }
}
