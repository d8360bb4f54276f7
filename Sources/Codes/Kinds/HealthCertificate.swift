/// Recognises digital health certificates by their context identifier (EU eHealth Network, "Electronic Health
/// Certificate Specification", section 4.3).
enum HealthCertificate {
  private static let contextIdentifier = [UInt8]("HC1:".utf8)

  static func recognise(_ text: [UInt8]) -> Code? {
    text.starts(with: contextIdentifier) ? .healthCertificate(Array(text)) : nil
  }
}
