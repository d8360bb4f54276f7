import CGlibc
import Linux
import Testing

@Suite struct NudgeTests {
  private let folder = Folder()

  @Test func aNudgeArrives() throws {
    let path = folder.file("acceptd.sock")
    var receiver = try NudgeReceiver<Kernel>(path: path)
    var sender = try NudgeSender<Kernel>(path: path)
    var reactor = try Reactor<Kernel>()
    _ = try reactor.add(receiver.number, .reading, token: 1)
    #expect(try receiver.take().isEmpty)
    do {
      let wasSent = sender.send(.inbox)
      #expect(wasSent)
    }
    #expect(try reactor.wait().map(\.token) == [1])
    #expect(try receiver.take() == [.inbox])
  }

  @Test func theGroupMaySendAndNobodyElse() throws {
    let receiver = try NudgeReceiver<Kernel>(path: folder.file("acceptd.sock"))
    #expect(try folder.mode("acceptd.sock") == 0o660)
    withExtendedLifetime(receiver.number) {}
  }

  @Test func aNameWithoutAFileNeedsNoRights() throws {
    let receiver = try NudgeReceiver<Kernel>(path: "@acceptd-test-\(folder.path)")
    let number = receiver.number
    #expect(number > 2)
  }

  @Test func manyOfAKindAreOne() throws {
    let path = folder.file("acceptd.sock")
    var receiver = try NudgeReceiver<Kernel>(path: path)
    var sender = try NudgeSender<Kernel>(path: path)
    for _ in 0..<3 {
      sender.send(.entries)
      sender.send(.tampered)
    }
    #expect(try receiver.take() == [.entries, .tampered])
    #expect(try receiver.take().isEmpty)
  }

  @Test func withoutAListenerNothingIsSentAndNothingWaits() throws {
    var sender = try NudgeSender<Kernel>(path: folder.file("nobody.sock"))
    do {
      let wasSent = sender.send(.entries)
      #expect(!wasSent)
    }
  }

  @Test func aListenerThatNeverLooksDoesNotHoldTheSenderUp() throws {
    let path = folder.file("slow.sock")
    let receiver = try NudgeReceiver<Kernel>(path: path)
    var sender = try NudgeSender<Kernel>(path: path)
    var sent = 0
    while sent < 100_000, sender.send(.entries) { sent += 1 }
    #expect(sent < 100_000)
    _ = receiver.number
  }

  @Test func theSocketOfAnEarlierRunIsReplacedAndTheSenderFindsTheNewOne() throws {
    let path = folder.file("acceptd.sock")
    var sender = try NudgeSender<Kernel>(path: path)
    do { _ = try NudgeReceiver<Kernel>(path: path) }
    do {
      let wasSent = sender.send(.inbox)
      #expect(!wasSent)
    }
    var receiver = try NudgeReceiver<Kernel>(path: path)
    do {
      let wasSent = sender.send(.inbox)
      #expect(wasSent)
    }
    #expect(try receiver.take() == [.inbox])
  }

  @Test func rubbishIsDropped() throws {
    let path = folder.file("acceptd.sock")
    var receiver = try NudgeReceiver<Kernel>(path: path)
    let address = try #require(UnixAddress(path))
    let socket = Descriptor<Kernel>(owning: Int32(Kernel.socket(type: Int32(SOCK_DGRAM.rawValue))))
    for datagram: [UInt8] in [[0], [], [0xFF], [0x69, 0x6E, 0x74]] {
      #expect(datagram.withUnsafeBytes { Kernel.send(socket.number, $0, to: address) } == datagram.count)
    }
    #expect(try receiver.take() == [.inbox])
  }

  @Test func lettersArriveWholeAndBesideNudges() throws {
    let path = folder.file("acceptd.sock")
    var receiver = try NudgeReceiver<Kernel>(path: path)
    var sender = try NudgeSender<Kernel>(path: path)
    let longest = Letter(.answer, [UInt8](repeating: 0x69, count: Letter.maximumCount))
    do {
      let wereSent = [
        sender.send(Letter(.noAnswer, [1, 2, 3])), sender.send(.inbox), sender.send(longest),
        sender.send(Letter(.inquiry, [])),
      ]
      #expect(wereSent == [true, true, true, true])
      let wasSent = sender.send(Letter(.answer, longest.body + [1]))
      #expect(!wasSent)
    }
    #expect(try receiver.take() == [.inbox])
    #expect(receiver.takeLetters() == [Letter(.noAnswer, [1, 2, 3]), longest, Letter(.inquiry, [])])
    #expect(receiver.takeLetters().isEmpty)
    var nobody = try NudgeSender<Kernel>(path: folder.file("nobody.sock"))
    do {
      let wasSent = nobody.send(Letter(.inquiry, [1]))
      #expect(!wasSent)
    }
  }

  @Test func aPathThatDoesNotFitIsRefused() {
    let path = "/" + String(repeating: "x", count: UnixAddress.maximumBytes)
    #expect(throws: SystemFault(.bind, ENAMETOOLONG)) { _ = try NudgeReceiver<Kernel>(path: path) }
    #expect(UnixAddress("") == nil)
    #expect(UnixAddress("a\0b") == nil)
    #expect(UnixAddress("/" + String(repeating: "x", count: UnixAddress.maximumBytes - 1)) != nil)
  }

  @Test func theServiceManagerIsToldInItsOwnWords() throws {
    let path = folder.file("notify.sock")
    let address = try #require(UnixAddress(path))
    let socket = Descriptor<Kernel>(owning: Int32(Kernel.socket(type: Int32(SOCK_DGRAM.rawValue))))
    #expect(Kernel.bind(socket.number, address) == 0)
    guard var manager = ServiceManager<Kernel>(address: path) else { throw FileFault.missing }
    manager.ready()
    manager.alive()
    manager.stopping()
    for text in ["READY=1", "WATCHDOG=1", "STOPPING=1"] { #expect(try socket.read(atMost: 64) == Array(text.utf8)) }
  }

  @Test func withoutAServiceManagerThereIsNone() {
    let isNone = ServiceManager<Kernel>(address: nil) == nil
    #expect(isNone)
  }
}
