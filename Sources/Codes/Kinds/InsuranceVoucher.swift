/// Recognises a medical insurance voucher (医保码) shown by itself: 28 digits that only the insurer can resolve.
enum InsuranceVoucher {
  private static let count = 28

  static func recognise(_ text: [UInt8]) -> Code? {
    text.isDigits(count...count) ? .insuranceVoucher : nil
  }
}
