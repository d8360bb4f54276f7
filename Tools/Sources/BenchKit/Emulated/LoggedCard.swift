import BoardKit
import Foundation

/// A card of which every write and flush is logged, from one power-on to the next.
public struct LoggedCard: Sendable {
  /// The card itself.
  public let card: URL
  /// As it was when the power came last.
  public let before: URL
  /// What it was sent since, as QEMU's `blklogwrites` writes it down.
  public let log: URL

  init(_ card: URL) {
    self.card = card
    before = card.deletingPathExtension().appendingPathExtension("before.img")
    log = card.deletingPathExtension().appendingPathExtension("log")
  }

  /// The power is about to come.
  func begin() throws {
    try Command.run("cp", ["--sparse=always", card.path, before.path])
    try Data().write(to: log)
  }

  /// QEMU's arguments: the card behind a log of all that it is sent. The files are never synchronised with a disk of this
  /// machine's, for only QEMU dies here.
  func arguments(device: String) -> [String] {
    func file(_ place: URL, _ name: String) -> [String] {
      ["-blockdev", "driver=file,filename=\(place.path),node-name=\(name),cache.no-flush=on"]
    }
    return file(card, "card-file") + file(log, "card-log") + [
      "-blockdev", "driver=blklogwrites,file=card-file,log=card-log,log-sector-size=512,node-name=card",
      "-device", "\(device),drive=card",
    ]
  }
}
