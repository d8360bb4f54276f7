import BoardKit
import Foundation

/// How QEMU is told to be a board: everything but who listens at its ends.
struct Machine: Sendable {
  let board: BoardDescription
  let emulator: BoardDescription.Emulator
  /// As they lie on the card's boot partition; the initial RAM disk with the bench's hand added.
  let kernel: URL
  var deviceTree: URL
  let initialRAMDisk: URL
  /// True where the card is a disk with a write cache, and logged.
  var isCardCached = false
  /// The guest's time is what it executes, an instruction a nanosecond, and not what that takes this machine.
  var isCounted = false

  /// The paths of the sockets at QEMU's ends.
  struct Sockets: Sendable {
    /// By the device's name on the board.
    var serial: [String: String]
    var pins: String
    var machine: String
  }

  /// The name that QEMU's protocol calls the network by.
  static let network = "network"

  /// The arguments of QEMU.
  /// - Parameters:
  ///   - time: what the hardware clock says when the power comes, in seconds since 1970.
  ///   - card: the arguments for the card's drive.
  func arguments(_ sockets: Sockets, card: [String], time: Int64) throws -> [String] {
    guard let hand = board.ports.spare?.device else {
      throw BenchFault("\(board.name) has no spare port in board.yaml, which the bench's hand needs")
    }
    var arguments = [
      "-M", emulator.machine, "-m", "\(emulator.memory)", "-display", "none", "-accel", "tcg", "-S",
      "-kernel", kernel.path, "-dtb", deviceTree.path, "-initrd", initialRAMDisk.path,
      "-append", board.commandLine(slot: "a") + " rdinit=/rig rig.port=\(hand)",
      "-rtc", "base=\(Self.date(time))", "-qtest", "unix:\(sockets.pins)", "-qmp", "unix:\(sockets.machine)",
    ]
    if isCounted { arguments += ["-icount", "shift=0"] }
    for device in emulator.serial {
      guard let path = sockets.serial[device] else {
        arguments += ["-serial", "null"]
        continue
      }
      arguments += ["-chardev", "socket,id=\(device),path=\(path)", "-serial", "chardev:\(device)"]
    }
    for _ in 0..<emulator.networkIndex { arguments += ["-nic", "user,restrict=on,model=\(emulator.networkModel)"] }
    arguments += ["-nic", "user,id=\(Self.network),model=\(emulator.networkModel)"]
    return arguments + card
  }

  /// A card that is a file.
  func card(_ file: URL) -> [String] {
    if isCardCached, let cached = emulator.cachedCard { return LoggedCard(file).arguments(device: cached.device) }
    return ["-drive", "if=sd,bus=\(emulator.cardBus),unit=0,format=raw,file=\(file.path)"]
  }

  private static func date(_ seconds: Int64) -> String {
    Date(timeIntervalSince1970: TimeInterval(seconds)).formatted(
      .iso8601.year().month().day().dateSeparator(.dash).time(includingFractionalSeconds: false).timeSeparator(.colon))
  }
}
