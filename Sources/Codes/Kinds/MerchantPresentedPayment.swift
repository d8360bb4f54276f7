/// Recognises a merchant's own payment code: EMV QR Code Specification for Payment Systems, Merchant-Presented Mode 1.1.
///
/// Its objects are not read. Their lengths count characters and not bytes (the specification, section 3.2), and all that
/// matters here is to tell the customer which code to show; the checksum says that it is one.
enum MerchantPresentedPayment {
  /// Payload format indicator, object 00: version 01.
  private static let beginning = [UInt8]("000201".utf8)
  /// Object 63 and its length, which end what the checksum is over.
  private static let checksumHead = [UInt8]("6304".utf8)
  private static let checksumCount = 4

  static func recognise(_ text: [UInt8]) -> Code? {
    let end = text.count - checksumCount
    guard end >= beginning.count + checksumHead.count, text.starts(with: beginning) else { return nil }
    guard text[..<end].suffix(checksumHead.count).elementsEqual(checksumHead) else { return nil }
    return text[end...].elementsEqual(hexadecimal(CRC16.checksum(text[..<end]))) ? .emvMerchantPresented : nil
  }

  /// Four digits, in upper case, as the specification has them.
  private static func hexadecimal(_ number: UInt16) -> [UInt8] {
    [12, 8, 4, 0].map { shift in
      let digit = UInt8(number >> UInt16(shift) & 0xF)
      return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
    }
  }
}

/// CRC-16/CCITT-FALSE: polynomial 0x1021, begun with 0xFFFF, nothing reflected (ISO/IEC 13239, as EMV QR uses it).
enum CRC16 {
  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt16 {
    var register: UInt16 = 0xFFFF
    for byte in bytes {
      register ^= UInt16(byte) << 8
      for _ in 0..<8 {
        register = register & 0x8000 == 0 ? register << 1 : register << 1 ^ 0x1021
      }
    }
    return register
  }
}
