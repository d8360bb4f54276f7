import CGlibc

/// The memory of this process, kept small: a board has little, and two daemons share it with nothing to spare.
public enum Memory {
  /// Blocks from this size on, in bytes, get memory of their own, which goes back to the kernel with them. Without a fixed size glibc
  /// raises it to the largest block that was ever freed (`mallopt(3)`), and one trust bundle makes the heap larger for good.
  static let ownMemoryBytes: Int32 = 65_536
  /// Free memory at the heap's end goes back to the kernel above this many bytes.
  static let heapEndBytes: Int32 = 65_536

  /// Keeps the C library's heap small. To be called first.
  public static func keepSmall() {
    // One heap for all threads: libcurl's resolver is a thread that allocates little and is soon over.
    mallopt(M_ARENA_MAX, 1)
    mallopt(M_MMAP_THRESHOLD, ownMemoryBytes)
    mallopt(M_TRIM_THRESHOLD, heapEndBytes)
  }

  /// Gives back what is not in use: free memory of the heap, and the pages of code and constants, of which the start, or an exchange
  /// with the hub, needs far more than what follows. What is touched again comes back from the kernel's cache of the file.
  public static func release() {
    malloc_trim(0)
    glibc_release_code()
  }

  /// Overwrites a secret that is no longer needed, in a way that no optimisation leaves out.
  public static func cleanse(_ secret: inout [UInt8]) {
    secret.withUnsafeMutableBytes { bytes in
      if let start = bytes.baseAddress { explicit_bzero(start, bytes.count) }
    }
  }

  /// What one sale, one receipt and one look at the inbox take from the heap for a while, several times over: in blocks that are
  /// no longer than what the heap itself gives.
  static let heldBlockBytes = 32_768
  static let heldBlocks = 16
  /// Above this the heap's end goes back to the kernel even so.
  static let heldHeapEndBytes: Int32 = 2 * 1_048_576

  /// Makes what the work ahead needs this process's own. To be called once, when it is ready.
  ///
  /// The heap gets its reserve, touched, and keeps it: what a sale allocates comes out of it and goes back into it, and the
  /// kernel is not asked. And nothing that is in use is taken away from memory again, code included, where the limit of locked
  /// memory allows it.
  public static func hold() {
    mallopt(M_TRIM_THRESHOLD, heldHeapEndBytes)
    let blocks = (0..<heldBlocks).map { _ in malloc(heldBlockBytes) }
    for block in blocks {
      guard let block else { continue }
      memset(block, 0, heldBlockBytes)
      free(block)
    }
    // A kernel or a limit that refuses leaves the process as it was.
    _ = mlockall(Int32(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT))
  }
}
