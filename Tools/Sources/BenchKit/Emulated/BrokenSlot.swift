import BoardKit
import Foundation

/// A root slot in which the library of cryptography has no algorithms at all, because its configuration names no provider.
enum BrokenSlot {
  private static let configuration =
    "openssl_conf = all\n[all]\nproviders = list\n[list]\nnull = none\n[none]\nactivate = 1\n"
  /// Where Debian's OpenSSL looks for its configuration; a slot has no such folder.
  private static let folder = "usr/lib/ssl"

  /// Replaces slot a of a card by such a one.
  static func put(on card: URL, of board: BoardDescription) throws {
    let work = card.deletingLastPathComponent().appendingPathComponent("slot")
    defer { try? FileManager.default.removeItem(at: work) }
    let start = Partition.rootA.start(in: board.image)
    try BenchFolder.make(work)
    let (whole, empty) = (work.appendingPathComponent("slot.definitions"), work.appendingPathComponent("empty"))
    let (slot, broken) = (work.appendingPathComponent("slot.squashfs"), work.appendingPathComponent("openssl.cnf"))
    try BenchFolder.make(empty)
    try Data(configuration.utf8).write(to: broken)
    // By definitions, and not by files on this machine's disk: each file stays its owner's, whoever runs this.
    try Command.run("unsquashfs", ["-q", "-n", "-o", "\(start << 20)", "-pf", whole.path, card.path])
    // Hardly packed: it is read once.
    try Command.run(
      "mksquashfs",
      [
        empty.path, slot.path, "-noappend", "-no-progress", "-quiet", "-comp", "zstd", "-Xcompression-level", "1",
        "-root-mode", "755", "-root-uid", "0", "-root-gid", "0",
        "-pf", whole.path, "-p", "\(folder) d 755 0 0", "-p", "\(folder)/openssl.cnf f 644 0 0 cat '\(broken.path)'",
      ])
    try Command.run(
      "dd", ["if=\(slot.path)", "of=\(card.path)", "bs=1M", "seek=\(start)", "conv=notrunc", "status=none"])
  }
}
