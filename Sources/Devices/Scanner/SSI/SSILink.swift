public import Time

/// The host's side of Zebra's Simple Serial Interface.
///
/// Each packet of a scanner's is acknowledged; one whose checksum does not hold is asked for again, once the line is silent.
/// A code longer than a packet comes in several, of which all but the last say that more follow.
public struct SSILink: Sendable {
  /// How long the line is silent before a packet is over that has not ended: twice what a USB bridge holds bytes back.
  public static let gapMicroseconds: UInt64 = 32_000
  /// How long a scanner may take between the packets of a code.
  public static let messageMicroseconds: UInt64 = 2_000_000

  /// A code of which more is to come.
  private struct Part: Sendable {
    var symbology: UInt8
    var bytes: [UInt8]
    /// It became longer than a code can be: its packets are acknowledged and not kept.
    var isOverlong = false
  }

  public private(set) var dropped = ScannerDrops()
  private var reader = SSIPacketReader()
  private var watch = StreamWatch()
  private var part: Part?
  private var partBegan = Uptime(microseconds: 0)
  /// The last packet that was taken: sent again, it was acknowledged in vain and is not another.
  private var last: SSIPacket?
  private var isResendDue = false

  public init() {}

  /// True while the line brings what no scanner sends.
  public var isBabbling: Bool { watch.isBabbling }

  /// When to look for silence; nil between codes.
  public var nextDeadline: Uptime? {
    if !reader.isBetween || isBabbling { return watch.lastByte.advanced(byMicroseconds: Self.gapMicroseconds) }
    return part == nil ? nil : partBegan.advanced(byMicroseconds: Self.messageMicroseconds)
  }

  /// Takes what arrived; returns the codes that it ends, and what is to be sent for it.
  public mutating func receive(
    _ bytes: some Sequence<UInt8>, at now: Uptime
  ) -> (frames: [ScannerFrame], replies: [UInt8]) {
    var frames: [ScannerFrame] = []
    var replies: [UInt8] = []
    for message in messages(in: bytes, at: now) {
      switch message {
      case .code(let frame): frames.append(frame)
      case .reply(let bytes): replies += bytes
      case .answer: break
      }
    }
    return (frames, replies)
  }

  /// The port was found empty at `now`. Returns what is to be sent for it: a request to say again what was not understood.
  public mutating func fellSilent(at now: Uptime) -> [UInt8] {
    guard let deadline = nextDeadline, deadline <= now else { return [] }
    if !reader.isBetween || isBabbling {
      if reader.isInside { dropped.broken &+= 1 }
      defer {
        isResendDue = false
        reader.reset()
        watch.ended()
      }
      return reader.isInside || isResendDue && !isBabbling ? SSIPacket(refusing: .resend).bytes : []
    }
    dropped.broken &+= 1
    part = nil
    return []
  }

  /// The port was lost, and with it the rest of a code.
  public mutating func reset() {
    if reader.isInside || part != nil { dropped.broken &+= 1 }
    reader.reset()
    part = nil
    last = nil
    isResendDue = false
    watch.ended()
  }

  private mutating func messages(in bytes: some Sequence<UInt8>, at now: Uptime) -> [ScannerMessage] {
    let before = dropped
    var messages: [ScannerMessage] = []
    for byte in bytes {
      switch reader.take(byte) {
      case .packet(let packet): messages += take(packet, at: now)
      case .garbled:
        dropped.garbled &+= 1
        isResendDue = true
      case nil: break
      }
    }
    watch.took(isFoul: dropped != before, after: Self.gapMicroseconds, at: now)
    return isBabbling ? [] : messages
  }

  private mutating func take(_ packet: SSIPacket, at now: Uptime) -> [ScannerMessage] {
    guard !packet.isFromHost else {
      // The terminal hears itself: the wires touch, or an adapter echoes.
      dropped.noise &+= UInt64(SSIPacket.headerBytes + packet.data.count)
      return []
    }
    switch packet.opcode {
    case SSIPacket.Opcode.acknowledge, SSIPacket.Opcode.replyRevision: return [.answer(isGood: true)]
    case SSIPacket.Opcode.refuse: return [.answer(isGood: false)]
    case SSIPacket.Opcode.decodeData:
      return [.reply(SSIPacket.acknowledgement.bytes)] + (decoded(packet, at: now).map { [.code($0)] } ?? [])
    case SSIPacket.Opcode.event: return [.reply(SSIPacket.acknowledgement.bytes)]
    default: return [.reply(SSIPacket(refusing: .badContext).bytes)]
    }
  }

  private mutating func decoded(_ packet: SSIPacket, at now: Uptime) -> ScannerFrame? {
    var first = packet
    first.isRetransmitted = false
    if packet.isRetransmitted, first == last { return nil }
    last = first
    guard let symbology = packet.data.first else { return nil }
    var whole = part ?? Part(symbology: symbology, bytes: [])
    // Each packet of a code may begin with its kind, or the first alone. None of a text's bytes is one.
    let isKindFirst = part == nil || symbology == whole.symbology
    if part == nil { partBegan = now }
    part = nil
    let added = packet.data.dropFirst(isKindFirst ? 1 : 0)
    if whole.isOverlong || whole.bytes.count + added.count > ScannerFrame.longest {
      whole = Part(symbology: whole.symbology, bytes: [], isOverlong: true)
    } else {
      whole.bytes += added
    }
    guard !packet.isContinued else {
      part = whole
      return nil
    }
    guard !whole.isOverlong else {
      dropped.overlong &+= 1
      return nil
    }
    let bytes = SSISymbology.identified(whole.bytes, as: whole.symbology)
    return bytes.isEmpty || bytes.count > ScannerFrame.longest ? nil : ScannerFrame(bytes: bytes)
  }
}

extension SSILink: ScannerDialect {
  mutating func take(_ bytes: [UInt8], at now: Uptime) -> [ScannerMessage] { messages(in: bytes, at: now) }

  mutating func silence(at now: Uptime) -> [ScannerMessage] {
    let reply = fellSilent(at: now)
    return reply.isEmpty ? [] : [.reply(reply)]
  }

  mutating func say(_ command: ScannerCommand) -> [UInt8]? { SSICommands.bytes(of: command) }
}
