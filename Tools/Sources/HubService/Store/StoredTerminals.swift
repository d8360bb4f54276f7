import LibCrypto
import Wire

/// A terminal that is about to be enrolled.
public struct NewTerminal: Equatable, Sendable {
  public var id: TerminalID
  public var institution: String
  /// Verifies its journal entries.
  public var journalKey: PublicKey
  /// SHA-256 of its client certificate, DER.
  public var certificate: [UInt8]

  public init(id: TerminalID, institution: String, journalKey: PublicKey, certificate: [UInt8]) {
    self.id = id
    self.institution = institution
    self.journalKey = journalKey
    self.certificate = certificate
  }
}

/// A terminal that is enrolled.
public struct EnrolledTerminal: Equatable, Sendable {
  public var id: TerminalID
  public var institution: String
  public var journalKey: PublicKey
  /// SHA-256 of the client certificate it got last; an older one is no longer good.
  public var certificate: [UInt8]
  /// Seconds since 1970-01-01 UTC, as every time here.
  public var enrolledAt: Int64
  public var highest: UInt64
  public var lastContact: Int64?
  public var trustVersion: UInt64?
  public var conflicts: Int
  /// Why its last upload was refused; nil where it was taken.
  public var refusal: Refusal?
  /// When it was taken out of service, if it was.
  public var retiredAt: Int64?

  public init(
    id: TerminalID, institution: String, journalKey: PublicKey, certificate: [UInt8], enrolledAt: Int64,
    highest: UInt64, lastContact: Int64?, trustVersion: UInt64?, conflicts: Int, refusal: Refusal? = nil,
    retiredAt: Int64? = nil
  ) {
    self.id = id
    self.institution = institution
    self.journalKey = journalKey
    self.certificate = certificate
    self.enrolledAt = enrolledAt
    self.highest = highest
    self.lastContact = lastContact
    self.trustVersion = trustVersion
    self.conflicts = conflicts
    self.refusal = refusal
    self.retiredAt = retiredAt
  }
}

/// A refused upload, as a word and a number: what the terminal was answered.
public struct Refusal: Equatable, Sendable {
  public var text: String
  public var at: Int64

  public init(text: String, at: Int64) {
    self.text = text
    self.at = at
  }
}

/// An enrolment code as it is kept: who reads the store learns no code.
public struct StoredEnrolmentCode: Equatable, Sendable {
  /// SHA-256 of the code.
  public var hash: [UInt8]
  /// The only terminal it may enrol, if one was named.
  public var terminal: TerminalID?
  /// Good before this second.
  public var expiresAt: Int64

  public init(hash: [UInt8], terminal: TerminalID?, expiresAt: Int64) {
    self.hash = hash
    self.terminal = terminal
    self.expiresAt = expiresAt
  }
}

public enum EnrolmentOutcome: Equatable, Sendable {
  case enrolled
  /// Unknown, used, expired, or for another terminal. Which of them is not told.
  case codeRefused
  /// The terminal is enrolled with another journal key: a second device, or a device that lost its journal.
  case otherJournalKey
  /// A terminal of another name has this journal key.
  case journalKeyInUse
  /// The terminal was taken out of service.
  case retired
}
