import Codes
import LibCrypto
import Wire

/// The PIN that a card's holder is keying: the only place of the terminal that has its digits.
///
/// They stand in one block of memory, in the form in which they are sealed, from the key to the seal; then, and whenever fewer
/// are shown, they are overwritten. Nothing else of the terminal hears which digits they were.
final class PINPad {
  private var block: [UInt8]
  private var count = 0

  init() {
    // Room for what goes beside it, so that the digits never move and leave a copy behind.
    block = []
    block.reserveCapacity(PINBlock.size + CardNumber.digitCount)
    for _ in 0..<PINBlock.size { block.append(0) }
  }

  func type(_ digit: UInt8) {
    guard count < PINBlock.digitCount else { return }
    PINBlock.put(digit, at: count, of: &block)
    count += 1
  }

  /// Forgets all but the first so many.
  func keep(_ count: Int) {
    while self.count > count {
      self.count -= 1
      PINBlock.put(0, at: self.count, of: &block)
    }
  }

  /// What `seal` makes of the whole PIN with so much behind it, of which nothing is left here. `outOfRange` where the PIN is not
  /// whole, or more is to go beside it than a card's number.
  func taken(
    beside rest: [UInt8], _ seal: ([UInt8]) throws(WireFault) -> [UInt8]
  ) throws(WireFault) -> [UInt8] {
    // The block is not shared any more, so that it is this very memory that is overwritten.
    defer {
      count = 0
      for index in block.indices { block[index] = 0 }
      block.removeLast(block.count - PINBlock.size)
    }
    guard count == PINBlock.digitCount, rest.count <= CardNumber.digitCount else { throw .outOfRange }
    do throws(CryptoFault) {
      PINBlock.finish(&block, random: try Random.bytes(PINBlock.randomSize))
    } catch {
      throw .crypto(error)
    }
    for byte in rest { block.append(byte) }
    return try seal(block)
  }
}
