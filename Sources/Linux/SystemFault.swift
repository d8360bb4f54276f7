/// A call into the kernel that failed.
public struct SystemFault: Error, Equatable, Sendable {
  /// The call.
  public var call: Call
  /// The error number, as in `errno.h`.
  public var number: Int32

  /// The calls that can fail.
  public enum Call: UInt8, CaseIterable, Sendable {
    case open, close, read, write, synchronise, lock, status, unlink, rename, clock, random
    case epollCreate, epollControl, epollWait, timerCreate, timerSet, signals
    case socket, bind, connect, send, changeMode, listen, receive
    case mount, unmount, changeFolder, changeRoot, makeFolder, link, changeOwner, loadModule, restart, setClock, control
    case fork, execute, signal, reap, duplicate, limit, credentials

    /// The name to look up in the manual.
    public var name: String {
      switch self {
      case .open: "open"
      case .close: "close"
      case .read: "read"
      case .write: "write"
      case .synchronise: "fsync"
      case .lock: "flock"
      case .status: "fstat"
      case .unlink: "unlink"
      case .rename: "rename"
      case .clock: "clock_gettime"
      case .random: "getrandom"
      case .epollCreate: "epoll_create1"
      case .epollControl: "epoll_ctl"
      case .epollWait: "epoll_wait"
      case .timerCreate: "timerfd_create"
      case .timerSet: "timerfd_settime"
      case .signals: "signalfd"
      case .socket: "socket"
      case .bind: "bind"
      case .connect: "connect"
      case .send: "sendto"
      case .changeMode: "chmod"
      case .listen: "netlink socket"
      case .receive: "recvmsg"
      case .mount: "mount"
      case .unmount: "umount"
      case .changeFolder: "chdir"
      case .changeRoot: "chroot"
      case .makeFolder: "mkdir"
      case .link: "symlink"
      case .changeOwner: "chown"
      case .loadModule: "finit_module"
      case .restart: "reboot"
      case .setClock: "clock_settime"
      case .control: "ioctl"
      case .fork: "fork"
      case .execute: "execve"
      case .signal: "kill"
      case .reap: "waitpid"
      case .duplicate: "dup2"
      case .limit: "setrlimit"
      case .credentials: "setuid"
      }
    }
  }

  public init(_ call: Call, _ number: Int32) {
    self.call = call
    self.number = number
  }

  /// The call and its error number, such as `open: error 13`.
  public var explanation: String { "\(call.name): error \(number)" }

  /// The result of a call, or its fault.
  public static func check(_ call: Call, _ outcome: Int) throws(SystemFault) -> Int {
    guard outcome >= 0 else { throw SystemFault(call, Int32(truncatingIfNeeded: -outcome)) }
    return outcome
  }
}
