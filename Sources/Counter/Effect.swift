import Codes
import Wire

/// What the terminal is to do about an input, in order.
public indirect enum Effect: Equatable, Sendable {
  /// Replace what the display shows.
  case show(Screen)
  /// Make the sale durable, then answer with `committed` or `commitRefused`. Nothing is accepted before.
  case commit(EntryProposal)
  /// Ask the hub, a payment's intent first made durable, then answer with `answered`. Nothing is accepted before.
  case ask(InquiryDraft)
  /// Let what was asked be; of a payment, that is a reversal to be made durable, for this reason.
  case giveUp(PaymentReversal.Reason?)
  /// Look it up, then answer with `found`.
  case lookUp(Lookup)
  /// Make it durable that this card is lost, then answer with `found`.
  case keepLoss(CardReference)
  case print(Paper)
  /// Start the display anew: its picture may be broken, which nobody but the clerk can see.
  case renewDisplay
  case beep(Beep)
  case light(Light)
  /// Count it. Never says of whom or of what.
  case count(Occurrence)
}

/// What is heard.
public enum Beep: UInt8, CaseIterable, Sendable {
  /// A key that did something.
  case key
  /// A code was taken.
  case scanned
  /// A key or code that does nothing here: short and gentle.
  case wrong
  case accepted
  case refused
}

/// What is seen beside the display.
public enum Light: UInt8, CaseIterable, Sendable {
  case off, green, red
}

/// What is counted.
public enum Occurrence: Equatable, Sendable {
  case opened
  case refused(Refusal)
  /// A code that the dialog holds already was read again.
  case readAgain
  case wrongKey
  case cancelled
  case abandoned
  case accepted
  /// A sale was taken back.
  case voided
  /// It was verified whose code was shown, and no sale made.
  case verified
  /// A person's transaction record was printed.
  case recordPrinted
  /// A prepaid balance was topped up, or given back.
  case prepaidChanged
  /// A card was reported lost.
  case lossReported
}
