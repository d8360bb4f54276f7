/// One question to a printer for its status, without a job to print.
public struct PrinterEnquiry: Sendable {
  /// What to send. It ends whatever command broke off before it.
  public static let question = ESCPOS.synchronise + ESCPOS.statusQuery

  private var answers = StatusAnswers()

  public init() {}

  /// Takes a byte from the printer; the status once it is whole.
  public mutating func take(_ byte: UInt8) -> PrinterStatus? { answers.take(byte) }
}
