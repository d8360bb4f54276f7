/// An address of the Internet protocol, version 4, written `192.0.2.1`.
struct Address: Equatable {
  /// In the order of the wire.
  var bytes: [UInt8]

  /// Nil for anything but four decimal numbers of 0 to 255.
  init?(_ text: [UInt8]) {
    var bytes: [UInt8] = []
    for part in text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false) {
      guard (1...3).contains(part.count) else { return nil }
      var number = 0
      for digit in part {
        guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
        number = number * 10 + Int(digit - UInt8(ascii: "0"))
      }
      guard number <= 255, bytes.count < 4 else { return nil }
      bytes.append(UInt8(number))
    }
    guard bytes.count == 4 else { return nil }
    self.bytes = bytes
  }

  /// As the socket calls want it.
  var number: UInt32 { bytes.withUnsafeBytes { $0.loadUnaligned(as: UInt32.self) } }

  var text: String { "\(bytes[0]).\(bytes[1]).\(bytes[2]).\(bytes[3])" }
}
