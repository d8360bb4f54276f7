/// A code as it was shown, kept for as long as somebody else is asked about it, because this terminal cannot judge it.
///
/// It is money or a person. It is sealed before it goes anywhere and is never written to a disk, a log or a screen.
public struct PresentedCode: Equatable, Sendable {
  /// Without the scanner's suffix and without a symbology identifier; 1 to ``maximumCount``.
  public let bytes: [UInt8]

  /// The longest of the kinds that are asked about: an EMV payload of 512 bytes, in base64.
  public static let maximumCount = 684

  /// The code in `scanned`; nil where there is none or it is too long for any code that can be asked about.
  public init?(_ scanned: [UInt8]) {
    let bytes =
      SymbologyIdentifier(beginning: scanned) == nil ? scanned : [UInt8](scanned.dropFirst(SymbologyIdentifier.count))
    guard (1...PresentedCode.maximumCount).contains(bytes.count) else { return nil }
    self.bytes = bytes
  }

  /// What nobody scanned: as many digits as some number has.
  init(digits: [UInt8]) { bytes = digits }
}
