/// What a clerk does at the menu, as far as the terminal lets them.
public enum MenuUse: Equatable, Sendable {
  /// The last receipt again.
  case lastReceipt(prints: Bool)
  case totals(prints: Bool)
  case void(SaleNaming, VoidWord)
  /// Whose code it is, for the purpose of this place in the list.
  case verify(Customer, purpose: UInt8)
  /// The customer's transaction record.
  case record(Customer, prints: Bool, PINKeying)
  /// The customer's prepaid balance.
  case prepaid(Customer, PrepaidUse, Patience)
  /// The customer's card is lost.
  case loss(Customer, LossNaming, PINKeying)
}

/// How a lost card is named.
public enum LossNaming: String, CaseIterable, Sendable {
  /// By its code, which is shown.
  case code
  case number
  /// By a number that is no card's.
  case wrongNumber = "wrong number"
}

/// How the sale is named that is to be taken back.
public enum SaleNaming: Equatable, Sendable {
  /// By its number, so many entries before the newest.
  case number(back: UInt8)
  /// By a code that is shown.
  case code(Customer)
}

/// On whose word a sale is to be taken back that was named by its number.
public enum VoidWord: Equatable, Sendable {
  /// Whoever it was sold to shows their code again.
  case buyer(isPrinted: Bool)
  case stranger(Customer)
  /// The supervisor, who keys so many wrong PINs before the right one.
  case supervisor(wrong: UInt8)
  /// Somebody who keys so many PINs, all of them wrong.
  case guesser(UInt8)
  case nobody
}

/// What ails the printer.
public enum PrinterCondition: UInt8, CaseIterable, Sendable {
  case well, paperLow, paperOut, coverOpen, error
}

extension MenuUse: CustomStringConvertible {
  public var description: String {
    switch self {
    case .lastReceipt(let prints): "the last receipt" + (prints ? ", and print it" : "")
    case .totals(let prints): "the day's totals" + (prints ? ", and print them" : "")
    case .void(let naming, let word): "void the sale \(naming), on the word of \(word)"
    case .verify(let customer, let purpose): "verify \(customer), purpose \(purpose)"
    case .record(let customer, let prints, let pin):
      "the record of \(customer)" + (prints ? ", and print it" : "") + ", PIN: \(pin)"
    case .prepaid(let customer, let use, let patience): "the balance of \(customer): \(use)\(patience)"
    case .loss(let customer, let naming, let pin):
      "report the loss of the card of \(customer) by its \(naming.rawValue), PIN: \(pin)"
    }
  }
}
