import Time

/// A 4x4 matrix keypad as a circuit, for a bench, a panel or a test to put at the other end of the lines.
///
/// A column has a pull-up and reads low when some path of closed contacts joins it to a row that is driven low. Paths
/// may run through released rows and other columns: that is how three pressed corners of a rectangle show the fourth.
/// Rows are open-drain: a row that is not driven low is released.
public struct KeypadModel: Sendable {
  private struct Change: Sendable {
    let at: Uptime
    let key: KeyPosition
    let closes: Bool
  }

  /// The contacts at the last moment asked for, and what is still to happen, in order of time.
  private var closed: KeyContacts = []
  private var changes: [Change] = []

  public init() {}

  /// Presses `key` at `at`. The contact then bounces: it stays closed, opens, closes again for each of `bounces`
  /// (microseconds, an even number of them) in turn before it stays closed.
  public mutating func press(_ key: KeyPosition, at: Uptime, bounces: [UInt64] = []) {
    schedule(key, at: at, bounces: bounces, closes: true)
  }

  /// Releases `key` at `at`, bouncing likewise before it stays open.
  public mutating func release(_ key: KeyPosition, at: Uptime, bounces: [UInt64] = []) {
    schedule(key, at: at, bounces: bounces, closes: false)
  }

  private mutating func schedule(_ key: KeyPosition, at: Uptime, bounces: [UInt64], closes: Bool) {
    precondition(bounces.count % 2 == 0, "an odd number of bounces ends where it began")
    var (at, closes) = (at, closes)
    insert(Change(at: at, key: key, closes: closes))
    for bounce in bounces {
      at = at.advanced(byMicroseconds: bounce)
      closes.toggle()
      insert(Change(at: at, key: key, closes: closes))
    }
  }

  private mutating func insert(_ change: Change) {
    let index = changes.firstIndex { change.at < $0.at } ?? changes.count
    changes.insert(change, at: index)
  }

  /// When the next contact opens or closes, if any is to.
  public var nextChange: Uptime? { changes.first?.at }

  /// Lets the time reach `now`; contacts that are due by then have changed. Time never goes back.
  public mutating func advance(to now: Uptime) {
    while let change = changes.first, change.at <= now {
      if change.closes { closed.insert(KeyContacts(change.key)) } else { closed.remove(KeyContacts(change.key)) }
      changes.removeFirst()
    }
  }

  /// The contacts that are closed now.
  public var contacts: KeyContacts { closed }

  /// The levels of the columns for these levels of the rows, now.
  public func columnLevels(rows levels: LineSet) -> LineSet {
    Self.columnLevels(contacts: closed, rows: levels)
  }

  /// The levels of the columns for these contacts and these levels of the rows.
  public static func columnLevels(contacts: KeyContacts, rows levels: LineSet) -> LineSet {
    // Nothing is joined to anything: the columns' own pull-ups.
    if contacts.isEmpty { return .keypadColumns }
    var lowRows = UInt8(truncatingIfNeeded: LineSet.keypadRows.subtracting(levels).rawValue)
    var lowColumns: UInt8 = 0
    // Each round reaches one contact further; a path visits a row at most once, so four rounds reach everything.
    for _ in 0..<KeyPosition.rows {
      for row in 0..<KeyPosition.rows where lowRows & (1 << row) != 0 { lowColumns |= contacts.columns(ofRow: row) }
      for row in 0..<KeyPosition.rows where contacts.columns(ofRow: row) & lowColumns != 0 { lowRows |= 1 << row }
    }
    let low = LineSet(rawValue: UInt32(lowColumns) << UInt32(Line.keypadColumn0.rawValue))
    return LineSet.keypadColumns.subtracting(low)
  }
}
