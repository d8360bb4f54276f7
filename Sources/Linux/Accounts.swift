/// The users of a board. The image's `/etc/passwd` names the same numbers.
public enum Accounts {
  /// Whoever may speak to `init`, and open the folder of the daemons' sockets.
  public static let terminalGroup: UInt32 = 110

  public static let acceptd = Account(user: 100, group: 100, groups: [terminalGroup])
  public static let uplinkd = Account(user: 101, group: 101, groups: [terminalGroup])
  public static let console = Account(user: 102, group: 102, groups: [terminalGroup])
  public static let network = Account(user: 103, group: 103)
  public static let root = Account(user: 0, group: 0)
}
