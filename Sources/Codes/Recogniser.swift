import Time

/// Tells one kind of code from another.
///
/// A kind is a type with a function `recognise(_:) -> Code?`, in a file of its own. It answers `nil` where the text is not
/// of its kind, and joins by a line below. The first that answers is right: where two kinds could both read a text,
/// their order is the rule that tells them apart.
public enum Recogniser {
  /// What `bytes` are: any bytes, the scanner's own suffix taken off, a symbology identifier before them or not.
  ///
  /// `today` is the latest day on which anybody can have been born.
  public static func recognise(_ bytes: [UInt8], on today: CalendarDay) -> Code {
    guard let identifier = SymbologyIdentifier(beginning: bytes) else {
      return kind(of: bytes, on: today) ?? unknown(bytes)
    }
    let text = [UInt8](bytes.dropFirst(SymbologyIdentifier.count))
    return switch identifier.content {
    case .elementString: .article(Article(elementString: text))
    case .articleNumber: ArticleNumber.recognise(text) ?? unknown(bytes)
    case .anything: kind(of: text, on: today) ?? unknown(bytes)
    }
  }

  private static func kind(of text: [UInt8], on today: CalendarDay) -> Code? {
    container(text) ?? identity(text, on: today) ?? digits(text) ?? article(text)
  }

  /// What says of itself what it is.
  private static func container(_ text: [UInt8]) -> Code? {
    TransitCodeContainer.recognise(text)
      ?? HealthCertificate.recognise(text)
      ?? ConsumerPresentedPayload.recognise(text)
      ?? MerchantPresentedPayment.recognise(text)
  }

  /// What names somebody, with a check in it or a form of its own.
  private static func identity(_ text: [UInt8], on today: CalendarDay) -> Code? {
    HealthCardForm.recognise(text) ?? ResidentID.recognise(text, on: today)
  }

  /// What is told by how it begins and how many digits it has, and by nothing else.
  private static func digits(_ text: [UInt8]) -> Code? {
    PaymentScheme.recognise(text) ?? DrugTraceabilityCode.recognise(text) ?? InsuranceVoucher.recognise(text)
  }

  private static func article(_ text: [UInt8]) -> Code? {
    ArticleNumber.recognise(text) ?? ElementString.recognise(text)
  }

  private static func unknown(_ bytes: [UInt8]) -> Code {
    .unknown(length: bytes.count, of: TextClass(bytes))
  }
}
