import BoardKit
import Foundation

/// A board as a bench needs it, made once for any number of benches: its image taken apart for QEMU, and a card with a
/// terminal on it that each bench begins with a copy of.
public struct EmulatedBoard: Sendable {
  var machine: Machine
  let wiring: BoardWiring
  /// A hub that knows the terminal, and the terminal's card.
  let template: EmulatedFolder
  /// The board's secret, which is not on the card: the boot loader's part is the bench's, and so is this.
  private(set) var secret: [UInt8]

  /// The address by which a board under QEMU reaches the loopback interface of this machine.
  static let hubName = "10.0.2.2"

  /// Makes a terminal of the board's image.
  /// - Parameters:
  ///   - name: of a folder of Boards.
  ///   - built: the checkout that the image is made in.
  ///   - folder: where what all benches share is put.
  ///   - hub: the hub to start, which makes the terminal one of its own.
  ///   - isCardCached: the card is a disk with a write cache, of which every write and flush is logged.
  public static func prepare(
    _ name: String, _ built: BuiltPrograms, hub: URL, in folder: URL, isCardCached: Bool = false
  ) async throws -> EmulatedBoard {
    let folders = Folders(root: built.checkout)
    let board = try folders.board(name)
    guard let emulator = board.emulator else {
      throw BenchFault("QEMU does not have the board \(name): its image can be made and checked, not run")
    }
    let image = BoardImage(of: name, in: folders)
    guard FileManager.default.fileExists(atPath: image.card.path) else {
      throw BenchFault("\(image.card.path) is not there: 'Tools/board image \(name)' makes it")
    }
    let template = EmulatedFolder(common: BenchFolder(root: folder))
    try BenchFolder.make(folder)
    let parts = folder.appendingPathComponent("boot")
    let hand = try Hand(board, folders)
    let kit = isCardCached ? try CachedCardKit(board, in: folders) : nil
    guard !isCardCached || kit != nil else {
      throw BenchFault("\(name) has no cached-card in board.yaml: what its card is sent cannot be logged")
    }
    let machine = try machine(
      board, emulator, image, [hand.archive] + (kit.map { [$0.archive] } ?? []), kit, in: parts)
    let prepared = EmulatedBoard(
      machine: machine, wiring: try BoardWiring(board), template: template, secret: try TerminalSecrets.freshBoard())
    try prepared.tellSecret()
    try Command.run("cp", ["--sparse=always", image.card.path, template.card.path])
    try await prepared.provision(hub: hub)
    return prepared
  }

  /// Another board of the same kind, with a secret of its own.
  /// - Parameter folder: where its device tree is put.
  func another(in folder: URL) throws -> EmulatedBoard {
    var other = self
    other.secret = try TerminalSecrets.freshBoard()
    other.machine.deviceTree = folder.appendingPathComponent("another.dtb")
    try FileManager.default.copyItem(at: machine.deviceTree, to: other.machine.deviceTree)
    try other.tellSecret()
    return other
  }

  /// Has the device tree tell the board's secret, as a boot loader does that knows where it is kept. The fuses of a board are
  /// nothing that QEMU has.
  private func tellSecret() throws {
    try Command.run(
      "fdtput",
      ["-p", "-t", "bx", machine.deviceTree.path, "/chosen", "security-board-secret"]
        + secret.map { String($0, radix: 16) })
  }

  /// Takes the boot partition of the image apart, as a boot loader does.
  private static func machine(
    _ board: BoardDescription, _ emulator: BoardDescription.Emulator, _ image: BoardImage, _ archives: [Data],
    _ kit: CachedCardKit?, in folder: URL
  ) throws -> Machine {
    try BenchFolder.make(folder)
    let source = "\(image.card.path)@@\(Partition.boot.start(in: board.image) << 20)"
    func take(_ path: String) throws -> URL {
      let place = folder.appendingPathComponent((path as NSString).lastPathComponent)
      try Command.run("mcopy", ["-n", "-o", "-i", source, "::" + path, place.path])
      return place
    }
    let kernel = try take(BootPartition.kernel)
    let disk = try take(BootPartition.initialRAMDisk)
    // The kernel unpacks one archive after the other, each from a multiple of four bytes on.
    var bytes = try Data(contentsOf: disk)
    for archive in archives {
      bytes.append(contentsOf: [UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4))
      bytes.append(archive)
    }
    try bytes.write(to: disk)
    let deviceTree = try take(BootPartition.deviceTree)
    try kit?.free(deviceTree)
    return Machine(
      board: board, emulator: emulator, kernel: kernel, deviceTree: deviceTree, initialRAMDisk: disk,
      isCardCached: kit != nil)
  }
}

/// Where things are in an emulated bench's state folder, beside those of every bench.
struct EmulatedFolder: Sendable {
  let common: BenchFolder
  private var root: URL { common.root }

  var card: URL { root.appendingPathComponent("card.img") }
  /// QEMU's ends, by what they are for.
  func socket(_ name: String) -> URL { root.appendingPathComponent(name + ".sock") }
  var console: URL { common.log("console") }
  /// Databases of the terminal, as they were when somebody looked.
  var copies: URL { root.appendingPathComponent("copies") }
  /// The card as it was when its terminal was last without power.
  var looked: URL { root.appendingPathComponent("looked.img") }

  /// Begins with what `template` has, where there is nothing yet. True where there was nothing.
  func begin(with template: EmulatedFolder) throws -> Bool {
    guard !FileManager.default.fileExists(atPath: card.path) else { return false }
    try BenchFolder.make(root)
    for (from, to) in [(template.common.region, common.region), (template.common.hub, common.hub)] {
      try FileManager.default.copyItem(at: from, to: to)
    }
    // Last: a folder that has a card has all.
    try Command.run("cp", ["--sparse=always", template.card.path, card.path])
    return true
  }
}
