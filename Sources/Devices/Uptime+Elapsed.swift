import Time

extension Uptime {
  /// Microseconds from `earlier` to this moment; 0 when it lies ahead.
  func elapsed(since earlier: Uptime) -> UInt64 {
    earlier < self ? microseconds - earlier.microseconds : 0
  }
}
