/// Finds packets in a scanner's byte stream. A length says where a packet ends, so that what is not one is only left by silence.
struct SSIPacketReader: Sendable {
  enum Found: Equatable, Sendable {
    case packet(SSIPacket)
    /// A packet whose checksum does not hold, or what is none.
    case garbled
  }

  private enum State: Sendable {
    case between
    case inside([UInt8])
    /// Whatever comes before the next silence.
    case skipping
  }

  private var state = State.between

  var isBetween: Bool {
    if case .between = state { true } else { false }
  }

  /// Whether the last packet that began did not end.
  var isInside: Bool {
    if case .inside = state { true } else { false }
  }

  mutating func take(_ byte: UInt8) -> Found? {
    let old = state
    state = .between
    switch old {
    // A scanner is woken by zeros, and one that wakes may send some.
    case .between where byte == 0: return nil
    case .between where byte < SSIPacket.headerBytes:
      state = .skipping
      return .garbled
    case .between: state = .inside([byte])
    case .inside(var bytes):
      bytes.append(byte)
      guard bytes.count == Int(bytes[0]) + SSIPacket.checksumBytes else {
        state = .inside(bytes)
        return nil
      }
      if let packet = SSIPacket(parsing: bytes) { return .packet(packet) }
      state = .skipping
      return .garbled
    case .skipping: state = .skipping
    }
    return nil
  }

  /// The line is silent, or gone.
  mutating func reset() { state = .between }
}
