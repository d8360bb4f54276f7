import CGlibc
import LibCrypto
import Time

/// What a journal has said is on the disk, at the least: its newest entry, and how far trust and time had come.
///
/// It stands in a small file beside the journal. SQLite cannot tell a log that lost what was flushed (a bit of it is another
/// one, or a card lied about its flushes) from one whose newest commit a power cut stopped half way: it takes what comes
/// before, and says nothing. Against this mark the journal then is too short, which is damage.
struct DurableMark: Equatable {
  var head: JournalHead
  var trust: TrustMark
}

extension DurableMark {
  private static let magic = Array("ACM1".utf8)
  static let size = 72

  /// Magic, sequence, hash, trust version, delta, floor, and 8 bytes of the SHA-256 of all that, for noise alone.
  var encoded: [UInt8] {
    var bytes = DurableMark.magic
    bytes.appendBigEndian(head.sequence)
    bytes += head.hash
    bytes.appendBigEndian(trust.version)
    bytes.appendBigEndian(trust.delta)
    bytes.appendBigEndian(trust.floor.seconds)
    return bytes + SHA256.hash(bytes).prefix(8)
  }

  /// Nil for anything else than what `encoded` made: a mark that never came to the disk whole, which says nothing.
  init?(decoding bytes: [UInt8]) {
    guard bytes.count == DurableMark.size, bytes.starts(with: DurableMark.magic),
      bytes.suffix(8).elementsEqual(SHA256.hash(Array(bytes.dropLast(8))).prefix(8))
    else { return nil }
    func number<Value: FixedWidthInteger>(_ offset: Int) -> Value {
      bytes[offset..<(offset + Value.bitWidth / 8)].reduce(0) { $0 << 8 | Value(truncatingIfNeeded: $1) }
    }
    head = JournalHead(sequence: number(4), hash: Array(bytes[12..<44]))
    trust = TrustMark(version: number(44), delta: number(52), floor: UnixTime(seconds: number(56)))
  }
}

/// The file of a mark.
///
/// It is written after what it says was flushed, and is never flushed itself: it may come to the disk late, and is then too
/// low, or not at all, and then says nothing; never too high. So it costs a commit nothing, and a disk that takes no mark
/// stops no sale.
final class DurableMarkFile {
  private let descriptor: Int32

  /// Opens it, or makes it.
  init(path: String) {
    descriptor = glibc_open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, FilePlace.mode)
  }

  /// To look at it only: one that is not there stays so, and says nothing.
  init(reading path: String) {
    descriptor = glibc_open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW, 0)
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  func read() -> DurableMark? {
    var bytes = [UInt8](repeating: 0, count: DurableMark.size)
    guard pread(descriptor, &bytes, bytes.count, 0) == bytes.count else { return nil }
    return DurableMark(decoding: bytes)
  }

  func write(_ mark: DurableMark) {
    let bytes = mark.encoded
    _ = pwrite(descriptor, bytes, bytes.count, 0)
  }
}
