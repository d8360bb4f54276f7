/// A packet of Zebra's Simple Serial Interface: length, opcode, source, status, data, checksum.
///
/// The length counts itself and all up to the checksum, which is the two's complement of the sum of those bytes, big-endian.
public struct SSIPacket: Equatable, Sendable {
  /// What the length leaves for data: 255 less the four bytes of the header.
  public static let longestData = 251
  static let headerBytes = 4
  static let checksumBytes = 2

  public var opcode: UInt8
  /// From the host; otherwise from the scanner.
  public var isFromHost: Bool
  /// Sent again, because no answer came.
  public var isRetransmitted: Bool
  /// More packets of the same message follow.
  public var isContinued: Bool
  /// At most ``longestData`` bytes.
  public var data: [UInt8]

  /// SSI's opcodes; those that are used here.
  public enum Opcode {
    public static let requestRevision: UInt8 = 0xA3
    public static let replyRevision: UInt8 = 0xA4
    public static let parameterSend: UInt8 = 0xC6
    public static let acknowledge: UInt8 = 0xD0
    public static let refuse: UInt8 = 0xD1
    public static let startSession: UInt8 = 0xE4
    public static let stopSession: UInt8 = 0xE5
    public static let decodeData: UInt8 = 0xF3
    public static let event: UInt8 = 0xF6
  }

  /// Why a packet is refused.
  public enum Refusal: UInt8, Sendable {
    /// Its checksum does not hold: it is to be sent again.
    case resend = 1
    /// It is nothing that was to come now.
    case badContext = 2
  }

  private static let hostSource: UInt8 = 0x04
  private static let retransmitted: UInt8 = 1 << 0
  private static let continued: UInt8 = 1 << 1

  public init(
    _ opcode: UInt8, data: [UInt8] = [], isFromHost: Bool = true, isRetransmitted: Bool = false,
    isContinued: Bool = false
  ) {
    self.opcode = opcode
    self.isFromHost = isFromHost
    self.isRetransmitted = isRetransmitted
    self.isContinued = isContinued
    self.data = Array(data.prefix(Self.longestData))
  }

  /// What the host owes for a packet that it took.
  public static var acknowledgement: SSIPacket { SSIPacket(Opcode.acknowledge) }

  /// What the host says to a packet that it did not take.
  public init(refusing refusal: Refusal) {
    self.init(Opcode.refuse, data: [refusal.rawValue])
  }

  /// A whole packet with its checksum; nil where length or checksum do not hold.
  public init?(parsing bytes: [UInt8]) {
    guard let length = bytes.first.map({ Int($0) }), length >= Self.headerBytes,
      bytes.count == length + Self.checksumBytes, Self.checksum(bytes[..<length]) == Array(bytes[length...])
    else { return nil }
    opcode = bytes[1]
    isFromHost = bytes[2] == Self.hostSource
    isRetransmitted = bytes[3] & Self.retransmitted != 0
    isContinued = bytes[3] & Self.continued != 0
    data = Array(bytes[Self.headerBytes..<length])
  }

  /// As it goes over the wire.
  public var bytes: [UInt8] {
    var status: UInt8 = 0
    if isRetransmitted { status |= Self.retransmitted }
    if isContinued { status |= Self.continued }
    let head = [UInt8(Self.headerBytes + data.count), opcode, isFromHost ? Self.hostSource : 0, status]
    return head + data + Self.checksum((head + data)[...])
  }

  private static func checksum(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let sum = 0 &- bytes.reduce(UInt16(0)) { $0 &+ UInt16($1) }
    return [UInt8(sum >> 8), UInt8(truncatingIfNeeded: sum)]
  }
}
