import Foundation

/// The root slot: the firmware's programs, the libraries they need, and nothing to log in with.
struct RootSlot {
  /// The users of a board. The firmware's `init` gives each service its own by number.
  static let accounts: [(name: String, number: UInt32)] = [
    ("root", 0), ("acceptd", 100), ("uplinkd", 101), ("console", 102), network,
  ]
  /// Whoever asks for the board's address.
  static let network = (name: "network", number: UInt32(103))
  static let terminalGroup = (name: "terminal", number: 110, members: ["acceptd", "uplinkd", "console"])
  /// The mount points of what the kernel shows, what lives in memory, and what survives an update.
  static let mountPoints = ["data", "dev", "proc", "run", "sys", "tmp"]

  let tree: FileTree
  let packages: Set<DebianPackage>

  init(board: BoardDescription, programs: Programs, modules: [KernelModule], packages all: [DebianPackage]) throws {
    var tree = FileTree()
    for folder in Self.mountPoints { tree.put(folder: folder) }
    tree.put(link: "lib", to: "usr/lib")
    tree.put(link: "sbin", to: "usr/sbin")
    for program in Programs.Name.allCases where program != .boot {
      let path = program == .initialise ? "usr/sbin/init" : "usr/bin/" + program.rawValue
      tree.put(program: programs[program], at: path)
    }
    var packages: Set<DebianPackage> = []
    func file(_ path: String, of name: String) throws -> Data {
      guard let package = all.first(where: { $0.name == name }) else {
        throw BoardFault("the package \(name) was not fetched")
      }
      packages.insert(package)
      return try package.bytes(path)
    }
    // It is Debian's whole busybox, which has a shell in it: only who asks for an address may run it, not a daemon that was taken over.
    tree.put(program: try file("usr/bin/busybox", of: "busybox"), at: "usr/bin/busybox", for: Self.network.number)
    tree.put(program: try file("usr/sbin/e2fsck", of: "e2fsprogs"), at: "usr/sbin/e2fsck")
    let libraries = Libraries(all, architecture: board.architecture)
    let converters = libraries.folder + "/gconv"
    tree.put(program: try file(converters + "/GB18030.so", of: "libc6"), at: converters + "/GB18030.so")
    tree.put(Self.converterList, at: converters + "/gconv-modules")
    packages.formUnion(try libraries.complete(&tree))
    tree.put(modules: modules, at: "usr/lib/modules")
    tree.put(board.linesFile, at: "etc/acceptd/lines")
    tree.put(board.configurationFile, at: "etc/acceptd/board.conf")
    Self.putNames(in: &tree)
    self.tree = tree
    self.packages = packages
  }

  /// The one character set beside UTF-8 that the firmware converts to, for printers.
  private static let converterList = """
    module GB18030// INTERNAL GB18030 1
    module INTERNAL GB18030// GB18030 1

    """

  /// Who is who: users, groups, hosts.
  private static func putNames(in tree: inout FileTree) {
    let users = accounts.map { "\($0.name):x:\($0.number):\($0.number)::/:/nonexistent\n" }
    let groups = accounts.map { "\($0.name):x:\($0.number):\n" }
    let members = terminalGroup.members.joined(separator: ",")
    tree.put(users.joined(), at: "etc/passwd")
    tree.put(groups.joined() + "\(terminalGroup.name):x:\(terminalGroup.number):\(members)\n", at: "etc/group")
    tree.put("127.0.0.1 localhost\n::1 localhost\n", at: "etc/hosts")
    tree.put("passwd: files\ngroup: files\nhosts: files dns\n", at: "etc/nsswitch.conf")
    tree.put(link: "etc/resolv.conf", to: "/run/resolv.conf")
  }
}
