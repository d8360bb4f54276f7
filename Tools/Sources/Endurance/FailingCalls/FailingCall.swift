/// A call into the kernel that is to fail once.
public struct FailingCall: Equatable, Sendable, CustomStringConvertible {
  public var name: String
  /// Which of the calls of this name, from 1.
  public var occurrence: Int
  /// The name of the error number.
  public var error: String
  /// What the call was made on when it was listed.
  public var target: String

  public var description: String { "\(name)[\(occurrence)] \(error) \(target)" }

  /// How each call fails, as the manual has it, for want of something or for a disk, and not for a mistake in its arguments. A call
  /// that is not here cannot fail otherwise.
  private static let errors: [String: [String]] = [
    "access": ["EIO"], "bind": ["EADDRINUSE"], "brk": ["ENOMEM"], "chmod": ["EIO"], "clone": ["EAGAIN"],
    "clone3": ["EAGAIN"], "close": ["EIO", "EINTR"], "connect": ["ECONNREFUSED", "ETIMEDOUT"],
    "epoll_create1": ["EMFILE"], "epoll_ctl": ["ENOMEM"], "epoll_wait": ["EINTR"], "eventfd2": ["EMFILE"],
    "fallocate": ["ENOSPC"], "fchmod": ["EIO"], "fchown": ["EIO"], "fcntl F_DUPFD_CLOEXEC": ["EMFILE"],
    "fcntl F_SETLK": ["ENOLCK"], "fdatasync": ["EIO", "ENOSPC"],
    "flock": ["ENOLCK"], "fstat": ["ENOMEM"], "fstatfs": ["EIO"], "fsync": ["EIO", "ENOSPC"], "ftruncate": ["EIO"],
    "getcwd": ["ENOMEM"], "getdents64": ["EIO"], "getpeername": ["ENOBUFS"],
    "getrandom": ["EINTR"], "getsockname": ["ENOBUFS"], "getsockopt": ["ENOBUFS"], "ioctl": ["EIO"], "lstat": ["EIO"],
    "madvise": ["EAGAIN"], "mkdir": ["ENOSPC"], "mmap": ["ENOMEM"], "mprotect": ["ENOMEM"], "mremap": ["ENOMEM"],
    "munmap": ["ENOMEM"], "newfstatat": ["EIO"], "openat": ["EMFILE", "EIO", "ENOSPC"], "pipe2": ["EMFILE"],
    "poll": ["EINTR", "ENOMEM"], "ppoll": ["EINTR", "ENOMEM"], "pread64": ["EIO"], "pwrite64": ["ENOSPC", "EIO"],
    "read": ["EIO", "EINTR"], "readlink": ["EIO"], "recvfrom": ["ECONNRESET", "ENOMEM"], "recvmsg": ["ENOMEM"],
    "rename": ["EIO", "ENOSPC"], "sendmsg": ["ENOBUFS"], "sendto": ["ENOBUFS", "EPIPE"], "setsockopt": ["ENOMEM"],
    "shutdown": ["ENOTCONN"], "signalfd4": ["EMFILE"], "socket": ["EMFILE"], "socketpair": ["EMFILE"],
    "stat": ["EIO"], "statfs": ["EIO"], "statx": ["EIO"], "timerfd_create": ["EMFILE"],
    "timerfd_settime": ["ECANCELED"], "unlink": ["EIO"], "write": ["EIO", "ENOSPC", "EINTR"],
    "writev": ["EIO", "ENOSPC"],
  ]

  /// `fcntl` is many calls, of which most only fail for a mistake in their arguments.
  private static func errors(of name: String, on target: String) -> [String] {
    errors[name == "fcntl" ? "\(name) \(target.split(separator: " ").last ?? "")" : name] ?? []
  }

  /// The words by which strace has it fail. A break that cannot be moved is returned as it is, which a C library takes for a failure
  /// because it is below what was asked for; so is zero, and strace knows no other number that always is.
  var injection: String { name == "brk" ? "retval=0" : "error=\(error)" }

  /// The call by which a daemon shuts itself off; what comes before it is the loader's work.
  private static let first = "prctl"

  /// Every failure of a run that was written down: for each call and what it was made on, the first and the last time, and each error.
  static func all(in calls: [TracedCall]) -> [FailingCall] {
    guard let main = calls.first?.thread, let begin = calls.firstIndex(where: { $0.name == first }) else { return [] }
    var counts: [String: Int] = [:]
    var sites: [(name: String, target: String, occurrences: [Int])] = []
    for (index, call) in calls.enumerated() where call.thread == main {
      counts[call.name, default: 0] += 1
      guard index > begin, let occurrence = counts[call.name] else { continue }
      if let site = sites.firstIndex(where: { $0.name == call.name && $0.target == call.target }) {
        sites[site].occurrences.append(occurrence)
      } else {
        sites.append((call.name, call.target, [occurrence]))
      }
    }
    return sites.flatMap { site in
      Set([site.occurrences.first, site.occurrences.last].compactMap(\.self)).sorted().flatMap { occurrence in
        errors(of: site.name, on: site.target).map { error in
          FailingCall(name: site.name, occurrence: occurrence, error: error, target: site.target)
        }
      }
    }
  }
}
