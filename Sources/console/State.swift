import ConsoleProtocol
import Linux
import Settings
import Time

/// The terminal's files that the console itself writes, and whose existence says how far it has come.
struct State {
  let board: BoardSettings
  /// What was installed since the console started. Only who has seen all of it completes a terminal.
  private(set) var made: Made = []

  /// What makes a terminal.
  struct Made: OptionSet {
    let rawValue: UInt8

    static let root = Made(rawValue: 1)
    static let bundle = Made(rawValue: 2)
    static let journalKey = Made(rawValue: 4)
    static let certificate = Made(rawValue: 8)
    static let authority = Made(rawValue: 16)
    static let all: Made = [.root, .bundle, .journalKey, .certificate, .authority]
  }

  init(_ board: BoardSettings) {
    self.board = board
  }

  typealias Failure = ConsoleSession.Failure

  /// The terminal's name, where it is one; what stands in place of it where its settings cannot be read.
  var terminal: String? {
    do throws(FileFault) {
      let bytes = try Files<Kernel>.read(Place.settings, limit: Settings.maximumBytes)
      guard let settings = try? Settings(parsing: bytes, folder: Place.data) else { return "(settings at fault)" }
      return settings.terminal
    } catch {
      return error == .missing ? nil : "(settings unreadable)"
    }
  }

  var greeting: [UInt8] {
    Greeting(board: board.name, terminal: terminal, clock: Clock<Kernel>.known.wall.seconds).payload
  }

  mutating func made(_ part: Made) { made.insert(part) }

  mutating func install(root: [UInt8]) throws(Failure) {
    try write(Place.root, root)
    made.insert(.root)
  }

  mutating func install(bundle: [UInt8]) throws(Failure) {
    try write(Place.bundle, bundle)
    made.insert(.bundle)
  }

  /// The last file: with it the terminal is complete.
  func install(identity document: [UInt8]) throws(Failure) {
    guard made == .all else { throw Failure(.unfit, "the steps before it have not been taken") }
    guard let identity = Identity(document) else { throw Failure(.unfit, "it is no identity") }
    let settings = configuration(of: identity)
    do throws(SettingsFault) { _ = try Settings(parsing: settings, folder: Place.data) } catch {
      throw Failure(.unfit, error.explanation)
    }
    try write(Place.settings, settings)
  }

  /// `terminal.conf`, whose relative paths begin in its own folder.
  private func configuration(of identity: Identity) -> [UInt8] {
    var named = identity
    if named.display == nil { named.display = board.display == .hd44780 ? "hd44780" : "st7920" }
    let places = """
      # Where things are on this board.
      journal = acceptd/journal.sqlite
      inbox = uplinkd/inbox.sqlite
      keys = acceptd/keys
      secret = \(Place.secret)
      uplink = uplinkd/tls
      trust = trust
      runtime = /run/terminal
      lines = /etc/acceptd/lines
      scanner = \(board.scanner)
      printer = \(board.printer)

      """
    return Array("# Made at provisioning.\n".utf8) + named.document + Array(places.utf8)
  }

  private func write(_ path: String, _ bytes: [UInt8]) throws(Failure) {
    do throws(FileFault) { try Files<Kernel>.create(path, bytes, mode: 0o644) } catch {
      throw Failure(.failed, path + ": " + error.explanation)
    }
  }
}
