import CGlibc

/// Mounts and folders.
public enum FileSystems<Calls: MachineCalls> {
  /// How a file system is mounted.
  public struct Flags: OptionSet, Sendable {
    public let rawValue: UInt

    public init(rawValue: UInt) {
      self.rawValue = rawValue
    }

    public static var readOnly: Flags { Flags(rawValue: UInt(MS_RDONLY)) }
    public static var noSetUser: Flags { Flags(rawValue: UInt(MS_NOSUID)) }
    public static var noDevices: Flags { Flags(rawValue: UInt(MS_NODEV)) }
    public static var noPrograms: Flags { Flags(rawValue: UInt(MS_NOEXEC)) }
    public static var noAccessTimes: Flags { Flags(rawValue: UInt(MS_NOATIME)) }
    static var move: Flags { Flags(rawValue: UInt(MS_MOVE)) }
    static var again: Flags { Flags(rawValue: UInt(MS_REMOUNT)) }
  }

  public static func mount(
    _ source: String, on target: String, type: String, _ flags: Flags, options: String = ""
  ) throws(SystemFault) {
    let outcome = Calls.mount(source, on: target, type: type, flags: flags.rawValue, options: options)
    _ = try SystemFault.check(.mount, outcome)
  }

  /// Moves a mount to another place.
  public static func move(_ source: String, to target: String) throws(SystemFault) {
    try mount(source, on: target, type: "", .move)
  }

  /// Takes a mount away; where somebody still uses it, makes it read-only instead.
  public static func release(_ target: String) throws(SystemFault) {
    guard Calls.unmount(target, flags: 0) < 0 else { return }
    try mount("", on: target, type: "", [.again, .readOnly])
  }

  /// Makes this mounted file system the root, and what was mounted there out of reach.
  public static func enter(_ root: String) throws(SystemFault) {
    _ = try SystemFault.check(.changeFolder, Calls.changeFolder(root))
    try move(".", to: "/")
    _ = try SystemFault.check(.changeRoot, Calls.changeRoot("."))
    _ = try SystemFault.check(.changeFolder, Calls.changeFolder("/"))
  }

  /// Makes sure that there is a folder, with this owner and these rights: what is different is put right.
  public static func keepFolder(_ path: String, user: UInt32, group: UInt32, mode: UInt32) throws(SystemFault) {
    let outcome = Calls.makeFolder(path, mode: mode)
    if outcome < 0, outcome != -Int(EEXIST) { _ = try SystemFault.check(.makeFolder, outcome) }
    let folder = try Descriptor<Calls>.open(path, flags: O_RDONLY | O_DIRECTORY | O_NOFOLLOW)
    var status = stat()
    _ = try SystemFault.check(.status, Calls.status(folder.number, into: &status))
    if status.st_uid != user || status.st_gid != group {
      _ = try SystemFault.check(.changeOwner, Calls.changeOwner(path, user: user, group: group))
    }
    // Changing the owner may take the set-group bit away, so the mode comes second.
    if status.st_mode & 0o7777 != mode || status.st_uid != user || status.st_gid != group {
      _ = try SystemFault.check(.changeMode, Calls.changeMode(path, mode: mode))
    }
  }

  /// Gives a node to its user.
  public static func give(_ path: String, user: UInt32, group: UInt32, mode: UInt32) throws(SystemFault) {
    _ = try SystemFault.check(.changeOwner, Calls.changeOwner(path, user: user, group: group))
    _ = try SystemFault.check(.changeMode, Calls.changeMode(path, mode: mode))
  }
}
