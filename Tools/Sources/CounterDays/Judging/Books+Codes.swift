import Time
import Wire

/// The code that an entry was made on, and the bundle that it was judged by.
extension Books {
  mutating func checkCode(
    serial: UInt64, issuer: UInt32, presentation digest: [UInt8]?, of entry: JournalEntry
  ) throws(Violation) {
    let sequence = entry.sequence
    try checkCard(serial: serial, issuer: issuer, of: entry)
    guard let digest else { return }
    guard let presentation = presentations[digest] else {
      throw .badCode(sequence: sequence, "a presentation that nobody made")
    }
    guard used.insert(digest).inserted else { throw .usedTwice(sequence: sequence) }
    // From its generation, which may seem to be in the future by a little, to the end of the longest dialog it can open.
    let age = entry.at.seconds(since: presentation.generatedAt)
    guard age >= -Books.tolerance, age <= presentation.lifetime + Books.longestDialog else {
      throw .outOfTime(sequence: sequence)
    }
  }

  /// A card is the issuer's, and not known to be lost.
  func checkCard(serial: UInt64, issuer: UInt32, of entry: JournalEntry) throws(Violation) {
    guard issuer == RegionKeys.issuerID, !Wallet.isBad(serial: serial) else {
      throw .badCode(sequence: entry.sequence, "card \(serial)")
    }
    guard !lost.contains(serial) else {
      throw .badCode(sequence: entry.sequence, "card \(serial), which was reported lost here")
    }
  }

  /// Whom the hub named, in answer to the question that the sale names; and of a code that changes, its answer is used once.
  mutating func checkIdentity(
    _ sale: Sale, by inquiry: InquiryID, of entry: JournalEntry, desk: any InquiryModel
  ) throws(Violation) {
    guard let person = desk.identities[inquiry], person.card == sale.card, person.insured == sale.insured else {
      throw .badCode(sequence: entry.sequence, "the hub has not said that it is card \(sale.card.serial)")
    }
    guard let digest = sale.presentationDigest else { return }
    guard digest == inquiry.presentationDigest else {
      throw .badCode(sequence: entry.sequence, "a presentation that nobody made")
    }
    guard used.insert(digest).inserted else { throw .usedTwice(sequence: entry.sequence) }
  }

  private static let tolerance: Int64 = 20
  /// Seconds.
  static let longestDialog: Int64 = 300

  /// The bundle of this version, which is not too old and not older than that of the entry before.
  mutating func checkTrust(
    _ version: UInt64, of entry: JournalEntry, office: Office
  ) throws(Violation) -> Rules {
    guard let facts = office.facts[version] else { throw .trust(sequence: entry.sequence, "no such bundle") }
    guard entry.at.seconds(since: facts.issuedAt) <= facts.acceptForSeconds else {
      throw .trust(sequence: entry.sequence, "version \(version) is too old")
    }
    guard version >= newestTrust else {
      throw .trust(sequence: entry.sequence, "version \(version) after \(newestTrust)")
    }
    newestTrust = version
    return facts.rules
  }

  /// Whose code it was is all that such an entry says, and it uses the presentation up as a sale does.
  mutating func take(_ proof: IdentityProof, of entry: JournalEntry, office: Office) throws(Violation) {
    try checkCode(
      serial: proof.card.serial, issuer: proof.card.issuer, presentation: proof.presentationDigest, of: entry)
    _ = try checkTrust(proof.trustVersion, of: entry, office: office)
  }

  /// A record lists the card's sales, those that were taken back among them, of all that the terminal still has. With its print the
  /// count of what insurance pays begins anew.
  mutating func take(
    _ print: RecordPrint, of entry: JournalEntry, office: Office, attempts: [Attempt]
  ) throws(Violation) {
    try take(print.proof, of: entry, office: office)
    let serial = print.proof.card.serial
    let sales = made.count { if case .sale(let sale) = $0.body { sale.card.serial == serial } else { false } }
    let kept = made.dropFirst(Int(forgotten)).count {
      if case .sale(let sale) = $0.body { sale.card.serial == serial } else { false }
    }
    guard attempts.contains(where: \.hasPrinter) else {
      throw .record(sequence: entry.sequence, "there is no printer to print it with")
    }
    guard (min(kept, Books.mostOfRecord)...min(sales, Books.mostOfRecord)).contains(Int(print.count)) else {
      throw .record(sequence: entry.sequence, "it lists \(print.count) sales, and the card has \(sales)")
    }
    insured[serial] = 0
    recordPrints[serial] = entry.sequence
  }

  static let mostOfRecord = 60
}
