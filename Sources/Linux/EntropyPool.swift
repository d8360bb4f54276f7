import CGlibc

/// The kernel's source of random bytes, which after a start has nothing to give until it has gathered enough that nobody
/// can know: a second, or ten where little happens. A seed from the last time makes it ready at once.
public enum EntropyPool<Calls: MachineCalls> {
  /// The length of a seed: as many bytes as the kernel's own state has.
  public static var seedBytes: Int { 32 }

  private static var path: String { "/dev/random" }
  /// `RNDADDENTROPY`, a number that no header shows to Swift: a request of 'R', 3, with two 32-bit integers.
  private static var addEntropy: UInt { 0x4008_5203 }

  /// Gives the kernel a seed that nobody else knows and that is never used again.
  public static func credit(_ seed: [UInt8]) throws(SystemFault) {
    let device = try Descriptor<Calls>.open(path, flags: O_WRONLY)
    // How many bits it is worth, how many bytes it has, the bytes.
    var request: [UInt8] = []
    for number in [Int32(seed.count * 8), Int32(seed.count)] {
      request += withUnsafeBytes(of: number) { Array($0) }
    }
    request += seed
    let outcome = request.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { Calls.control(device.number, addEntropy, $0) } ?? -Int(EINVAL)
    }
    _ = try SystemFault.check(.control, outcome)
  }

  /// A seed for the next time; nil while the kernel has none to give.
  public static func seed() -> [UInt8]? {
    guard let device = try? Descriptor<Calls>.open(path, flags: O_RDONLY | O_NONBLOCK),
      let bytes = try? device.read(atMost: seedBytes), bytes.count == seedBytes
    else { return nil }
    return bytes
  }
}
