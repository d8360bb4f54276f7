import Foundation
import Synchronization

/// A network without a name service: whoever asks for one name is not answered until the test says so.
///
/// This test program has a `getaddrinfo` of its own, which libcurl finds before the C library's. Every other name goes on
/// to that.
enum SilentNames {
  static let name = "unanswered.test"
  /// How many wait for an answer now.
  static let waiting = Mutex(0)
  private static let answer = DispatchSemaphore(value: 0)

  /// Nobody by that name, after all.
  static func answerAll() {
    for _ in 0..<waiting.withLock({ $0 }) { answer.signal() }
  }

  fileprivate static func wait() {
    waiting.withLock { $0 += 1 }
    // Long after any test has stopped waiting for it.
    _ = answer.wait(timeout: .now() + 20)
    waiting.withLock { $0 -= 1 }
  }
}

private typealias Resolve =
  @convention(c) (
    UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<addrinfo>?,
    UnsafeMutablePointer<UnsafeMutablePointer<addrinfo>?>?
  ) -> Int32

@_cdecl("getaddrinfo")
func resolve(
  _ node: UnsafePointer<CChar>?, _ service: UnsafePointer<CChar>?, _ hints: UnsafePointer<addrinfo>?,
  _ result: UnsafeMutablePointer<UnsafeMutablePointer<addrinfo>?>?
) -> Int32 {
  if let node, strcmp(node, SilentNames.name) == 0 {
    SilentNames.wait()
    return EAI_NONAME
  }
  // RTLD_NEXT: the one that this one stands before.
  let next = dlsym(UnsafeMutableRawPointer(bitPattern: -1), "getaddrinfo")
  return unsafeBitCast(next, to: Resolve.self)(node, service, hints, result)
}
