import CGlibc
import Linux
import Testing

/// Something to watch: readable once it is counted up.
private struct Counter: ~Copyable {
  let descriptor = Descriptor<Kernel>(owning: eventfd(0, Int32(EFD_NONBLOCK) | Int32(EFD_CLOEXEC)))

  func raise() throws { _ = try descriptor.write([1, 0, 0, 0, 0, 0, 0, 0]) }
}

@Suite struct ReactorTests {
  @Test func nothingIsReadyUntilSomethingIs() throws {
    var reactor = try Reactor<Kernel>()
    let counter = Counter()
    _ = try reactor.add(counter.descriptor.number, .reading, token: 7)
    #expect(try reactor.wait(blocking: false).isEmpty)
    try counter.raise()
    let ready = try reactor.wait()
    #expect(ready == [.init(token: 7, isReadable: true, isWritable: false, isGone: false)])
    _ = try counter.descriptor.read(atMost: 8)
    #expect(try reactor.wait(blocking: false).isEmpty)
  }

  @Test func writingIsWaitedForOnlyWhileAskedFor() throws {
    var reactor = try Reactor<Kernel>()
    let counter = Counter()
    let registration = try reactor.add(counter.descriptor.number, .reading, token: 1)
    #expect(try reactor.wait(blocking: false).isEmpty)
    try reactor.change(registration, to: [.reading, .writing])
    #expect(try reactor.wait().first?.isWritable == true)
    try reactor.change(registration, to: .reading)
    #expect(try reactor.wait(blocking: false).isEmpty)
  }

  @Test func theOtherEndsDepartureIsSeen() throws {
    var reactor = try Reactor<Kernel>()
    var ends: [Int32] = [0, 0]
    #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
    let near = Descriptor<Kernel>(owning: ends[0])
    _ = try reactor.add(near.number, .reading, token: 2)
    do { _ = Descriptor<Kernel>(owning: ends[1]) }
    #expect(try reactor.wait().first?.isGone == true)
    #expect(try near.read(atMost: 1) == [])
  }

  @Test func aRemovedDescriptorIsHeardOfNoMore() throws {
    var reactor = try Reactor<Kernel>()
    let counter = Counter()
    let registration = try reactor.add(counter.descriptor.number, .reading, token: 3)
    try counter.raise()
    reactor.remove(registration)
    #expect(try reactor.wait(blocking: false).isEmpty)
    // A second removal, and a change, of what is no longer there touch nothing.
    reactor.remove(registration)
    #expect(throws: SystemFault(.epollControl, ENOENT)) { try reactor.change(registration, to: .writing) }
  }

  @Test func anEventOfAnEarlierTenantOfASlotIsDropped() throws {
    // A descriptor number held open twice: the kernel keeps the old registration alive after its removal failed.
    var reactor = try Reactor<Kernel>()
    let counter = Counter()
    let copy = Descriptor<Kernel>(owning: dup(counter.descriptor.number))
    let registration = try reactor.add(counter.descriptor.number, .reading, token: 4)
    try counter.raise()
    // Closing the number behind the reactor's back makes EPOLL_CTL_DEL fail while the copy keeps the events coming.
    close(counter.descriptor.number)
    reactor.remove(registration)
    #expect(try reactor.wait(blocking: false).isEmpty)
    #expect(dup2(copy.number, counter.descriptor.number) == counter.descriptor.number)
    let second = try reactor.add(copy.number, .reading, token: 5)
    #expect(second != registration)
    #expect(try reactor.wait().map(\.token) == [5])
  }

  @Test func aReactorThatIsFullSaysSo() throws {
    var reactor = try Reactor<Kernel>()
    let counters = (0...Reactor<Kernel>.capacity).map { _ in eventfd(0, Int32(EFD_CLOEXEC)) }
    defer { counters.forEach { close($0) } }
    for descriptor in counters.dropLast() { _ = try reactor.add(descriptor, .reading, token: 0) }
    #expect(throws: SystemFault(.epollControl, ENOSPC)) { _ = try reactor.add(counters.last!, .reading, token: 0) }
  }
}
