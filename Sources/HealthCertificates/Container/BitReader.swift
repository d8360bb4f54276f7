/// Reads bits, the lowest of each byte first.
struct BitReader {
  private let bytes: ArraySlice<UInt8>
  /// The first byte of which nothing is held.
  private var next: Int
  private var held: UInt32 = 0
  private var heldCount = 0

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    next = bytes.startIndex
  }

  /// The next bits as a number, the first of them its lowest; at most 16. Nothing where there are fewer.
  mutating func take(_ count: Int) -> UInt32? {
    fill()
    guard count <= heldCount else { return nil }
    let bits = held & ((1 << UInt32(count)) - 1)
    drop(count)
    return bits
  }

  /// The next 15 bits or more without taking them; zeros where there are no more.
  mutating func look() -> UInt32 {
    fill()
    return held
  }

  /// Takes bits that were looked at. False where there are not so many.
  mutating func skip(_ count: Int) -> Bool {
    guard count <= heldCount else { return false }
    drop(count)
    return true
  }

  /// Leaves out what is left of a byte that was begun.
  mutating func alignToByte() {
    drop(heldCount % 8)
  }

  /// Whole bytes, on a byte's border.
  mutating func takeBytes(_ count: Int) -> ArraySlice<UInt8>? {
    let start = position
    guard count <= bytes.endIndex - start else { return nil }
    (held, heldCount, next) = (0, 0, start + count)
    return bytes[start..<next]
  }

  /// The first byte of which nothing was taken, on a byte's border.
  var position: Int { next - heldCount / 8 }

  private mutating func fill() {
    while heldCount <= 24, next < bytes.endIndex {
      held |= UInt32(bytes[next]) << UInt32(heldCount)
      heldCount += 8
      next += 1
    }
  }

  private mutating func drop(_ count: Int) {
    held >>= UInt32(count)
    heldCount -= count
  }
}
