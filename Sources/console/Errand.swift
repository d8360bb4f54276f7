/// What a keeper can be sent for: one program each, with the rights of the keeper's user.
enum Errand: UInt8 {
  // For the keeper of acceptd's rights.
  case journalKey = 1
  case examineDevices
  case examineCase
  // For the keeper of uplinkd's.
  case certificateRequest
  case certificate
  case authority
  case examineNetwork

  static let enrol = "/usr/bin/enrol"
  static let checkup = "/usr/bin/checkup"

  var program: String {
    switch self {
    case .journalKey, .certificateRequest, .certificate, .authority: Errand.enrol
    case .examineDevices, .examineCase, .examineNetwork: Errand.checkup
    }
  }

  /// The words of the command line, its name first.
  func arguments(_ word: String) -> [String] {
    switch self {
    case .journalKey: ["enrol", "journal-key", Place.journalKeys, Place.secret, word]
    case .certificateRequest: ["enrol", "certificate-request", Place.uplinkKeys, Place.secret, word]
    case .certificate: ["enrol", "certificate", Place.uplinkKeys, Place.secret]
    case .authority: ["enrol", "authority", Place.uplinkKeys]
    case .examineDevices: ["checkup", "devices"]
    case .examineCase: ["checkup", "case"]
    case .examineNetwork: ["checkup", "network"]
    }
  }

  /// The longest that the program may take, in milliseconds. The first key of a board waits until its kernel has gathered
  /// randomness, which without a generator in hardware takes a while.
  var limit: UInt64 {
    switch self {
    case .journalKey, .certificateRequest: 60_000
    case .examineDevices, .examineNetwork: 40_000
    case .certificate, .authority, .examineCase: 20_000
    }
  }
}

/// Where things are on a board.
enum Place {
  static let board = "/etc/acceptd/board.conf"
  static let data = "/data"
  static let settings = "/data/terminal.conf"
  static let root = "/data/trust/root.pub"
  static let bundle = "/data/trust/initial.bundle"
  static let journalKeys = "/data/acceptd/keys"
  static let uplinkKeys = "/data/uplinkd/tls"
  static let secret = "/run/board.secret"
}
