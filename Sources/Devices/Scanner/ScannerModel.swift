/// A scanner, as a bench or a test puts one at the other end of the line: what it says of the codes that it reads, and how it
/// answers.
///
/// It knows its protocol from where the driver does, and shares with it no more than the packet and the commands. It
/// believes what comes at its own rate; whoever has it on a line compares that with the line's.
public struct ScannerModel: Sendable {
  public let kind: ScannerKind
  /// The rate at which it wakes.
  private let storedRate: UInt32
  /// The rate at which it talks and listens now, in bit/s.
  public private(set) var rate: UInt32
  /// Its trigger is pulled over the line.
  public private(set) var isTriggered = false
  /// It puts an AIM identifier before each code.
  public private(set) var identifiesCodes = false

  /// SSI: packets that wait for the one before them to be acknowledged.
  private var packets: [SSIPacket] = []
  private var reader = SSIPacketReader()
  private var heard: [UInt8] = []

  /// QR Code: what terminals are mostly shown.
  private static let identifier = Array("]Q1".utf8)
  private static let qrCode: UInt8 = 0x1C
  /// The rate commands of Newland (`@` or `#`, then this and a digit) and Honeywell, each with its own digits.
  private static let rateTag = Array("232BAD".utf8)

  /// - Parameters:
  ///   - kind: what it speaks.
  ///   - rate: the rate at which it wakes, in bit/s.
  public init(_ kind: ScannerKind, rate: UInt32 = 9_600) {
    self.kind = kind
    storedRate = rate
    self.rate = rate
  }

  /// Its supply was cut: all that it was told is forgotten.
  public mutating func losePower() { self = ScannerModel(kind, rate: storedRate) }

  /// What it sends for a code that it reads. Of a code in several packets the others follow as they are acknowledged.
  public mutating func scan(_ code: [UInt8]) -> [UInt8] {
    let bytes = identifiesCodes ? Self.identifier + code : code
    switch kind {
    case .lines, .newland, .honeywell: return bytes + [0x0D]
    case .binary: return bytes
    case .ssi:
      let most = SSIPacket.longestData - 1
      var rest = bytes[...]
      packets = []
      repeat {
        let isContinued = rest.count > most
        packets.append(
          SSIPacket(
            SSIPacket.Opcode.decodeData, data: [Self.qrCode] + rest.prefix(most), isFromHost: false,
            isContinued: isContinued))
        rest = rest.dropFirst(most)
      } while !rest.isEmpty
      return packets[0].bytes
    }
  }

  /// What it answers to bytes that the terminal sends.
  public mutating func receive(_ bytes: [UInt8]) -> [UInt8] {
    var answers: [UInt8] = []
    for byte in bytes {
      switch kind {
      case .lines, .binary: break
      case .ssi:
        if case .packet(let packet) = reader.take(byte), packet.isFromHost { answers += answer(packet) }
      case .newland: answers += newland(byte)
      case .honeywell: answers += honeywell(byte)
      }
    }
    return answers
  }

  /// What is read of bytes at another rate than that at which they are sent: nothing that was meant.
  public static func misread(_ bytes: [UInt8]) -> [UInt8] {
    bytes.enumerated().map { index, byte in index.isMultiple(of: 3) ? 0x00 : byte | 0x80 }
  }

  private mutating func answer(_ packet: SSIPacket) -> [UInt8] {
    let good = SSIPacket(SSIPacket.Opcode.acknowledge, isFromHost: false).bytes
    switch packet.opcode {
    case SSIPacket.Opcode.acknowledge:
      guard !packets.isEmpty else { return [] }
      packets.removeFirst()
      return packets.first?.bytes ?? []
    case SSIPacket.Opcode.refuse:
      guard packet.data.first == SSIPacket.Refusal.resend.rawValue, var again = packets.first else { return [] }
      again.isRetransmitted = true
      return again.bytes
    case SSIPacket.Opcode.requestRevision:
      return SSIPacket(SSIPacket.Opcode.replyRevision, data: Array("MODEL".utf8), isFromHost: false).bytes
    case SSIPacket.Opcode.startSession, SSIPacket.Opcode.stopSession:
      isTriggered = packet.opcode == SSIPacket.Opcode.startSession
      return good
    case SSIPacket.Opcode.parameterSend:
      // A beep code, then numbers and values in turn.
      for index in stride(from: 1, to: packet.data.count - 1, by: 2) {
        switch (packet.data[index], packet.data[index + 1]) {
        case (0x2D, let value): identifiesCodes = value == 1
        case (0x9C, let value): rate = SSICommands.rate(of: value) ?? rate
        default: break
        }
      }
      return good
    default: return SSIPacket(SSIPacket.Opcode.refuse, data: [6], isFromHost: false).bytes
    }
  }

  private mutating func newland(_ byte: UInt8) -> [UInt8] {
    heard.append(byte)
    guard byte == 0x03 else { return [] }
    let command = heard
    heard = []
    guard command.starts(with: [0x7E, 0x01, 0x30, 0x30, 0x30, 0x30]), command.count > 9 else { return [] }
    let text = Array(command[7..<command.count - 2])
    obey(text, digits: "35678")
    return [0x02] + command[1..<command.count - 2] + [0x06, 0x3B, 0x03]
  }

  private mutating func honeywell(_ byte: UInt8) -> [UInt8] {
    heard.append(byte)
    if heard == [0x16, 0x54, 0x0D] || heard == [0x16, 0x55, 0x0D] {
      isTriggered = heard[1] == 0x54
      heard = []
      return []
    }
    guard byte == UInt8(ascii: "!"), let start = heard.firstIndex(of: 0x0D) else { return [] }
    let text = Array(heard[(start + 1)..<heard.count - 1])
    heard = []
    let wasRate = rate
    obey(text, digits: "56789")
    if text.last == UInt8(ascii: "?") {
      return text.dropLast() + [wasRate == 9_600 ? UInt8(ascii: "5") : UInt8(ascii: "9"), 0x06, UInt8(ascii: "!")]
    }
    var answer: [UInt8] = []
    for byte in text {
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") { answer.append(0x06) }
      answer.append(byte)
    }
    return answer + [0x06, UInt8(ascii: "!")]
  }

  /// - Parameters:
  ///   - text: a command without what frames it.
  ///   - digits: by which its maker means 9,600, 19,200, 38,400, 57,600 and 115,200 bit/s.
  private mutating func obey(_ text: [UInt8], digits: StaticString) {
    if text.starts(with: Self.rateTag), text.count == Self.rateTag.count + 1, let digit = text.last {
      let rates: [UInt32] = [9_600, 19_200, 38_400, 57_600, 115_200]
      for (index, rate) in rates.enumerated() where digits.utf8Start[index] == digit { self.rate = rate }
    } else if text.starts(with: Array("AIDENA1".utf8)) || text.starts(with: Array("PRECA2,BK2995C81".utf8)) {
      identifiesCodes = true
    } else if text.starts(with: Array("SCNTRG".utf8)) {
      isTriggered = text.last == UInt8(ascii: "1")
    }
  }
}
