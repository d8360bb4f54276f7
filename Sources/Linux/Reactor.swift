import CGlibc

/// Waits for descriptors to become ready: epoll, level-triggered.
///
/// The user data of every descriptor carries the generation of its slot. A descriptor that is closed and whose number
/// comes back for another device within one wait therefore cannot be handed the old one's event.
public struct Reactor<Calls: SystemCalls>: ~Copyable {
  /// What to wait for.
  public struct Interest: OptionSet, Sendable {
    public let rawValue: UInt8

    public init(rawValue: UInt8) {
      self.rawValue = rawValue
    }

    public static var reading: Interest { Interest(rawValue: 1) }
    public static var writing: Interest { Interest(rawValue: 2) }
  }

  /// The proof that a descriptor was added.
  public struct Registration: Equatable, Sendable {
    fileprivate var slot: UInt32
    fileprivate var generation: UInt32
  }

  /// One descriptor that is ready.
  public struct Ready: Equatable, Sendable {
    /// The token it was added with.
    public var token: UInt8
    public var isReadable: Bool
    public var isWritable: Bool
    /// The other end is gone or the descriptor is in error: reading or writing will say which.
    public var isGone: Bool

    public init(token: UInt8, isReadable: Bool, isWritable: Bool, isGone: Bool) {
      self.token = token
      self.isReadable = isReadable
      self.isWritable = isWritable
      self.isGone = isGone
    }
  }

  private struct Slot {
    var generation: UInt32 = 0
    var token: UInt8?
    var descriptor: Int32 = -1
  }

  private let epoll: Descriptor<Calls>
  private var slots: [Slot]

  /// How many descriptors one reactor watches; a terminal has fewer than ten.
  public static var capacity: Int { 16 }

  public init() throws(SystemFault) {
    epoll = Descriptor(owning: Int32(try SystemFault.check(.epollCreate, Calls.epollCreate())))
    slots = [Slot](repeating: Slot(), count: Self.capacity)
  }

  /// A descriptor that is readable when something is ready.
  public var number: Int32 { epoll.number }

  /// Begins to watch a descriptor, which must stay open until it is removed.
  public mutating func add(_ descriptor: Int32, _ interest: Interest, token: UInt8) throws(SystemFault) -> Registration
  {
    guard let slot = slots.firstIndex(where: { $0.token == nil }) else { throw SystemFault(.epollControl, ENOSPC) }
    let generation = slots[slot].generation
    var event = epoll_event()
    event.events = Self.mask(interest)
    event.data.u64 = UInt64(generation) << 32 | UInt64(slot)
    _ = try SystemFault.check(.epollControl, Calls.epollControl(epoll.number, EPOLL_CTL_ADD, descriptor, &event))
    slots[slot].token = token
    slots[slot].descriptor = descriptor
    return Registration(slot: UInt32(slot), generation: generation)
  }

  /// Changes what is waited for.
  public mutating func change(_ registration: Registration, to interest: Interest) throws(SystemFault) {
    let slot = Int(registration.slot)
    guard slots[slot].generation == registration.generation else { throw SystemFault(.epollControl, ENOENT) }
    var event = epoll_event()
    event.events = Self.mask(interest)
    event.data.u64 = UInt64(registration.generation) << 32 | UInt64(slot)
    let outcome = Calls.epollControl(epoll.number, EPOLL_CTL_MOD, slots[slot].descriptor, &event)
    _ = try SystemFault.check(.epollControl, outcome)
  }

  /// Stops watching. Events of this registration that are already under way are dropped.
  public mutating func remove(_ registration: Registration) {
    let slot = Int(registration.slot)
    guard slots[slot].generation == registration.generation, slots[slot].token != nil else { return }
    var event = epoll_event()
    // The kernel may have dropped it with its last descriptor; either way it is no longer watched.
    _ = Calls.epollControl(epoll.number, EPOLL_CTL_DEL, slots[slot].descriptor, &event)
    slots[slot].token = nil
    slots[slot].descriptor = -1
    slots[slot].generation &+= 1
  }

  /// Sleeps until something is ready; with `blocking` false, only looks.
  public mutating func wait(blocking: Bool = true) throws(SystemFault) -> [Ready] {
    var outcome = 0
    let events = [epoll_event](unsafeUninitializedCapacity: Self.capacity) { buffer, count in
      outcome = Calls.epollWait(epoll.number, into: buffer, blocking: blocking)
      count = max(outcome, 0)
    }
    guard outcome != -Int(EINTR) else { return [] }
    _ = try SystemFault.check(.epollWait, outcome)
    var ready: [Ready] = []
    for event in events {
      let slot = Int(UInt32(truncatingIfNeeded: event.data.u64))
      guard slot < slots.count, slots[slot].generation == UInt32(event.data.u64 >> 32), let token = slots[slot].token
      else { continue }
      let flags = event.events
      ready.append(
        Ready(
          token: token, isReadable: flags & EPOLLIN.rawValue != 0, isWritable: flags & EPOLLOUT.rawValue != 0,
          isGone: flags & (EPOLLHUP.rawValue | EPOLLERR.rawValue | EPOLLRDHUP.rawValue) != 0))
    }
    return ready
  }

  private static func mask(_ interest: Interest) -> UInt32 {
    var mask: UInt32 = 0
    if interest.contains(.reading) { mask |= EPOLLIN.rawValue | EPOLLRDHUP.rawValue }
    if interest.contains(.writing) { mask |= EPOLLOUT.rawValue }
    return mask
  }
}
