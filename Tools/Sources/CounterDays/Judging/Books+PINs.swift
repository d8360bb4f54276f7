import Codes
import Wire

/// The PIN of a card.
extension Books {
  /// Where policy wants the PIN, the sale names the question that the hub answered with right: about this card and this total.
  func checkPIN(_ sale: Sale, of entry: JournalEntry, by rules: Rules, desk: any InquiryModel) throws(Violation) {
    let limits = sale.presence == .printed ? rules.printed : rules.dynamic
    let isWanted =
      rules.asksPIN
      && (sale.shares.account.amount > limits.account
        || (sale.presence == .printed && (Books.offline(of: sale) > 0 || sale.payment?.kind == .prepaid)))
    guard let inquiry = sale.pinInquiry else {
      if isWanted { throw .pin(sequence: entry.sequence, "nobody keyed it, and policy wants it") }
      return
    }
    guard let proof = desk.proofs[inquiry], proof.card == sale.card, proof.total == sale.shares.total.amount else {
      throw .pin(sequence: entry.sequence, "the hub has not called it right for this card and total")
    }
  }
}
