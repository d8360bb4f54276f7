/// Byte streams of scanners. None was recorded: all are made by hand, from what the page ScannerProtocols says is known.
enum ScannerStreams {
  /// Packets of SSI, each with its checksum.
  static let acknowledgement: [UInt8] = [0x04, 0xD0, 0x04, 0x00, 0xFF, 0x28]
  static let startSession: [UInt8] = [0x04, 0xE4, 0x04, 0x00, 0xFF, 0x14]
  static let requestRevision: [UInt8] = [0x04, 0xA3, 0x04, 0x00, 0xFF, 0x55]
  /// DECODE_DATA: an EAN-13 (kind 0B), with its AIM identifier.
  static let decodedEAN: [UInt8] =
    [0x15, 0xF3, 0x00, 0x00, 0x0B] + Array("]E06901234567892".utf8) + [0xFB, 0x6D]

  /// Newland's answer to `~ SOH 0000#SCNTRG1; ETX`.
  static let newlandTriggered: [UInt8] = [0x02, 0x01] + Array("0000#SCNTRG1".utf8) + [0x06, 0x3B, 0x03]
  /// NAK: a value that the tag does not have.
  static let newlandRefused: [UInt8] = [0x02, 0x01] + Array("0000#232BAD8".utf8) + [0x15, 0x3B, 0x03]

  /// Honeywell's answers: ACK after each part, then the storage character.
  static let honeywellRate: [UInt8] = Array("232BAD9".utf8) + [0x06, UInt8(ascii: "!")]
  static let honeywellSetUp: [UInt8] =
    Array("PRECA2".utf8) + [0x06] + Array(",BK2995C81".utf8) + [0x06] + Array(";VSUFCR".utf8) + [
      0x06, UInt8(ascii: "!"),
    ]
  static let honeywellUnknown: [UInt8] = Array("232BAD9".utf8) + [0x05, UInt8(ascii: "!")]
}
