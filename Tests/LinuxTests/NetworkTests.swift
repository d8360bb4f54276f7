import CGlibc
import Testing
import Time

@testable import Linux

/// One message of rtnetlink.
private func message<Body: BitwiseCopyable>(_ type: Int32, _ body: Body, attributes: Int = 0) -> [UInt8] {
  var header = nlmsghdr()
  let length = MemoryLayout<nlmsghdr>.size + MemoryLayout<Body>.size + attributes
  header.nlmsg_len = UInt32(length)
  header.nlmsg_type = UInt16(type)
  let bytes =
    withUnsafeBytes(of: header) { Array($0) } + withUnsafeBytes(of: body) { Array($0) }
    + [UInt8](repeating: 0xA5, count: attributes)
  return bytes + [UInt8](repeating: 0, count: (4 - length % 4) % 4)
}

private func link(_ index: Int32, isRunning: Bool, isLoopback: Bool = false) -> [UInt8] {
  var body = ifinfomsg()
  body.ifi_index = index
  body.ifi_flags = 1 | (isRunning ? 0x40 : 0) | (isLoopback ? 8 : 0)
  return message(Int32(RTM_NEWLINK), body, attributes: 5)
}

private func address(scope: UInt8) -> [UInt8] {
  var body = ifaddrmsg()
  body.ifa_scope = scope
  return message(Int32(RTM_NEWADDR), body)
}

private func route(length: UInt8, table: UInt8 = 254, type: UInt8 = 1) -> [UInt8] {
  var body = rtmsg()
  body.rtm_dst_len = length
  body.rtm_table = table
  body.rtm_type = type
  return message(Int32(RTM_NEWROUTE), body, attributes: 16)
}

@Suite struct NetworkMessagesTests {
  @Test func aLinkThatComesUpIsNewsOnce() {
    var messages = NetworkMessages()
    let news = [true, true, false, true].map { messages.take(link(2, isRunning: $0)) }
    #expect(news == [true, false, false, true])
  }

  @Test func eachLinkIsItsOwn() {
    var messages = NetworkMessages()
    let news = [2, 3, 2].map { messages.take(link($0, isRunning: true)) }
    #expect(news == [true, true, false])
  }

  @Test func aLinkThatWentAndCameIsNewsAgain() {
    var messages = NetworkMessages()
    _ = messages.take(link(2, isRunning: true))
    var gone = ifinfomsg()
    gone.ifi_index = 2
    let news = [messages.take(message(Int32(RTM_DELLINK), gone)), messages.take(link(2, isRunning: true))]
    #expect(news == [false, true])
  }

  @Test(arguments: [
    (address(scope: 0), true), (address(scope: 254), false), (address(scope: 253), false),
    (route(length: 0), true), (route(length: 24), false), (route(length: 0, table: 255), false),
    (route(length: 0, type: 7), false), (link(1, isRunning: true, isLoopback: true), false),
    (message(Int32(RTM_DELADDR), ifaddrmsg()), false), (message(2, ifaddrmsg()), false), ([], false),
  ])
  func whatIsNews(_ datagram: [UInt8], _ isNews: Bool) {
    var messages = NetworkMessages()
    let found = messages.take(datagram)
    #expect(found == isNews)
  }

  @Test func everyMessageOfADatagramIsRead() {
    var messages = NetworkMessages()
    let isNews = messages.take(link(2, isRunning: false) + route(length: 24) + address(scope: 0))
    #expect(isNews)
  }

  @Test func aDatagramThatIsCutAnywhereIsRead() {
    let whole = link(2, isRunning: false) + address(scope: 0)
    for count in whole.indices {
      var messages = NetworkMessages()
      let isNews = messages.take(Array(whole[..<count]))
      #expect(!isNews, "cut at \(count)")
    }
  }

  @Test func anyBytesAreRead() {
    var random: UInt64 = 0xBEEF
    for _ in 0..<3_000 {
      var bytes = (0..<Int(random % 80)).map { _ -> UInt8 in
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: random >> 35)
      }
      // A length that is believable more often than chance has it.
      if bytes.count > 4 { (bytes[1], bytes[2], bytes[3]) = (0, 0, 0) }
      var messages = NetworkMessages()
      _ = messages.take(bytes)
      random = random &* 6_364_136_223_846_793_005 &+ 3
    }
  }
}

@Suite struct NetworkNewsTests {
  private func at(_ milliseconds: UInt64) -> Uptime { Uptime(microseconds: milliseconds * 1_000) }

  @Test func signsThatFollowEachOtherMakeOneTry() {
    var news = NetworkNews()
    for moment in [1_000, 1_020, 1_050] as [UInt64] { news.heard(at: at(moment)) }
    #expect(news.due == at(1_100))
    let tries = [1_099, 1_100, 1_101].map { news.isDue(at: at($0)) }
    #expect(tries == [false, true, false])
    #expect(news.due == nil)
  }

  @Test func aLooseContactIsNotTriedAtEveryTouch() {
    var news = NetworkNews()
    var tries = 0
    for moment in stride(from: 0 as UInt64, to: 60_000, by: 50) {
      news.heard(at: at(moment))
      if news.isDue(at: at(moment)) { tries += 1 }
    }
    #expect((25...31).contains(tries))
  }

  @Test func theLastSignIsNeverForgotten() {
    var news = NetworkNews()
    news.heard(at: at(0))
    _ = news.isDue(at: at(100))
    news.heard(at: at(200))
    #expect(news.due == at(2_100))
  }
}

@Suite struct NetworkWatchTests {
  /// The kernel of the machine lets anybody listen, and sends nothing while nothing happens.
  @Test func theKernelLetsListen() throws {
    var watch = try NetworkWatch<Kernel>()
    var reactor = try Reactor<Kernel>()
    _ = try reactor.add(watch.number, .reading, token: 1)
    try watch.hear(at: Uptime(microseconds: 0))
    let number = watch.number
    #expect(number > 2)
  }
}
