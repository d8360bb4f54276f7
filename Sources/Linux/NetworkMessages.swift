import CGlibc

/// What rtnetlink says of the network, as far as it tells that there may be a way out again.
struct NetworkMessages {
  /// Links that carried a signal when last heard of, by their numbers.
  private var running: [Int32] = []

  /// How many links are remembered; a terminal has two or three.
  static let maximumLinks = 32

  /// Takes one datagram in. True where a link came up, an address was given, or a way out was set.
  mutating func take(_ datagram: [UInt8]) -> Bool {
    var isBack = false
    var start = 0
    while let header: nlmsghdr = NetworkMessages.read(datagram, at: start) {
      let length = Int(header.nlmsg_len)
      guard length >= MemoryLayout<nlmsghdr>.size, length <= datagram.count - start else { break }
      let body = start + MemoryLayout<nlmsghdr>.size
      if take(header.nlmsg_type, datagram[..<(start + length)], at: body) { isBack = true }
      // Messages begin at multiples of four bytes.
      start += (length + 3) & ~3
    }
    return isBack
  }

  private mutating func take(_ type: UInt16, _ bytes: ArraySlice<UInt8>, at body: Int) -> Bool {
    switch Int(type) {
    case RTM_NEWLINK:
      guard let link: ifinfomsg = NetworkMessages.read(bytes, at: body) else { return false }
      return take(link)
    case RTM_DELLINK:
      guard let link: ifinfomsg = NetworkMessages.read(bytes, at: body) else { return false }
      running.removeAll { $0 == link.ifi_index }
      return false
    case RTM_NEWADDR:
      guard let address: ifaddrmsg = NetworkMessages.read(bytes, at: body) else { return false }
      return address.ifa_scope == UInt8(RT_SCOPE_UNIVERSE.rawValue)
    case RTM_NEWROUTE:
      guard let route: rtmsg = NetworkMessages.read(bytes, at: body) else { return false }
      return route.rtm_dst_len == 0 && route.rtm_table == UInt8(RT_TABLE_MAIN.rawValue)
        && route.rtm_type == UInt8(RTN_UNICAST)
    default: return false
    }
  }

  private mutating func take(_ link: ifinfomsg) -> Bool {
    let isRunning = link.ifi_flags & UInt32(IFF_RUNNING) != 0
    let isLoopback = link.ifi_flags & UInt32(IFF_LOOPBACK) != 0
    let wasRunning = running.contains(link.ifi_index)
    guard isRunning != wasRunning, !isLoopback else { return false }
    if isRunning {
      if running.count < NetworkMessages.maximumLinks { running.append(link.ifi_index) }
    } else {
      running.removeAll { $0 == link.ifi_index }
    }
    return isRunning
  }

  /// The structure at an offset, where the bytes hold all of it.
  private static func read<Bytes: Collection<UInt8>, Structure: BitwiseCopyable>(
    _ bytes: Bytes, at offset: Int
  ) -> Structure? where Bytes.Index == Int {
    let size = MemoryLayout<Structure>.size
    guard offset >= 0, offset <= bytes.endIndex, bytes.endIndex - offset >= size else { return nil }
    return Array(bytes[offset..<(offset + size)]).withUnsafeBytes { $0.loadUnaligned(as: Structure.self) }
  }
}
