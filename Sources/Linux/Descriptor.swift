import CGlibc

/// An open descriptor: owned once, closed when its owner is gone.
public struct Descriptor<Calls: SystemCalls>: ~Copyable {
  /// The kernel's number, valid while this value lives.
  public let number: Int32

  /// Takes over a descriptor that is open.
  public init(owning number: Int32) {
    self.number = number
  }

  deinit {
    // A failed close has still closed on Linux, so there is nothing to retry.
    _ = Calls.close(number)
  }

  /// Opens a path; close-on-exec is always set.
  public static func open(_ path: String, flags: Int32, mode: UInt32 = 0) throws(SystemFault) -> Descriptor {
    Descriptor(owning: Int32(try SystemFault.check(.open, Calls.open(path, flags: flags, mode: mode))))
  }

  /// Reads at most `limit` bytes. Empty at the end; nil where nothing is there now.
  public borrowing func read(atMost limit: Int) throws(SystemFault) -> [UInt8]? {
    var outcome = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      repeat { outcome = Calls.read(number, into: UnsafeMutableRawBufferPointer(buffer)) } while outcome == -Int(EINTR)
      count = max(outcome, 0)
    }
    guard outcome != -Int(EAGAIN) else { return nil }
    _ = try SystemFault.check(.read, outcome)
    return bytes
  }

  /// Writes what is taken now, which may be a part or, where nothing fits now, zero bytes.
  public borrowing func write(_ bytes: ArraySlice<UInt8>) throws(SystemFault) -> Int {
    guard !bytes.isEmpty else { return 0 }
    var outcome = 0
    repeat { outcome = bytes.withUnsafeBytes { Calls.write(number, $0) } } while outcome == -Int(EINTR)
    guard outcome != -Int(EAGAIN) else { return 0 }
    return try SystemFault.check(.write, outcome)
  }
}
