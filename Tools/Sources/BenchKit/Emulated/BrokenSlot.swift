import BoardKit
import Foundation

/// A root slot in which the library of cryptography has no algorithms at all, because its configuration names no provider.
enum BrokenSlot {
  private static let configuration =
    "openssl_conf = all\n[all]\nproviders = list\n[list]\nnull = none\n[none]\nactivate = 1\n"
  /// Where Debian's OpenSSL looks for its configuration.
  private static let place = "usr/lib/ssl/openssl.cnf"

  /// Replaces slot a of a card by such a one.
  static func put(on card: URL, of board: BoardDescription) throws {
    let work = card.deletingLastPathComponent().appendingPathComponent("slot")
    defer { try? FileManager.default.removeItem(at: work) }
    let start = Partition.rootA.start(in: board.image)
    let (folder, slot) = (work.appendingPathComponent("tree"), work.appendingPathComponent("slot.squashfs"))
    try BenchFolder.make(work)
    try Command.run("unsquashfs", ["-q", "-n", "-o", "\(start << 20)", "-d", folder.path, card.path])
    let file = folder.appendingPathComponent(place)
    try? FileManager.default.removeItem(at: file)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(configuration.utf8).write(to: file)
    // Hardly packed: it is read once.
    try Command.run(
      "mksquashfs",
      [
        folder.path, slot.path, "-noappend", "-no-progress", "-quiet", "-all-root", "-comp", "zstd",
        "-Xcompression-level", "1",
      ])
    try Command.run(
      "dd", ["if=\(slot.path)", "of=\(card.path)", "bs=1M", "seek=\(start)", "conv=notrunc", "status=none"])
  }
}
