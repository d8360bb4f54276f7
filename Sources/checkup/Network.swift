import CGlibc
import Diagnosis
import HTTPS
import LibCrypto
import Linux
import Settings
import TerminalKeys
import Trust
import Uplink
import Wire

/// The examination of the way to the hub, with uplinkd's rights. Uplinkd may run on: each has a connection of its own.
struct NetworkCheckup {
  let checkup: Checkup

  /// Less patient than uplinkd: somebody stands before the terminal.
  private static let limits = HTTPSLimits(
    connectMilliseconds: 8_000, totalMilliseconds: 25_000, slowestBytesPerSecond: 200, slowestSeconds: 10,
    answerBytes: HTTPSLimits.shipping.answerBytes, headerBytes: HTTPSLimits.shipping.headerBytes)

  func run() {
    let name = checkup.board.network ?? "the network"
    let link = self.link(name)
    let address = link == .up ? NetworkCheckup.address(of: name) : nil
    let hasRoute = NetworkCheckup.hasRoute()
    let (files, key) = uplinkFiles()
    var hub = NetworkReading.Hub.untried
    if let settings = checkup.settings, link == .up, address != nil, hasRoute, files == .good, let key {
      hub = exchange(settings, key)
    }
    // Of a terminal that is not provisioned, the missing key is no finding of its own.
    let reading = NetworkReading(
      interface: name, link: link, address: address, hasRoute: hasRoute, hubAddress: checkup.settings?.hub ?? "hub",
      hub: hub, uplinkFiles: checkup.settings == nil ? .good : files)
    Checkup.say(reading.findings)
  }

  private func link(_ name: String) -> NetworkReading.Link {
    guard let carrier = try? Files<Kernel>.read("/sys/class/net/\(name)/carrier", limit: 16) else {
      // Of an interface that is not up, the carrier cannot be read.
      return (try? Files<Kernel>.read("/sys/class/net/\(name)/operstate", limit: 32)) == nil ? .noInterface : .down
    }
    return carrier.first == UInt8(ascii: "1") ? .up : .down
  }

  /// The first address of an interface that leads further than its link.
  private static func address(of interface: String) -> String? {
    var list: UnsafeMutablePointer<ifaddrs>?
    guard getifaddrs(&list) == 0 else { return nil }
    defer { freeifaddrs(list) }
    var next = list
    while let each = next {
      next = each.pointee.ifa_next
      guard let address = each.pointee.ifa_addr,
        String(cString: each.pointee.ifa_name).utf8.elementsEqual(interface.utf8)
      else { continue }
      let size: Int
      switch Int32(address.pointee.sa_family) {
      case AF_INET: size = MemoryLayout<sockaddr_in>.size
      case AF_INET6: size = MemoryLayout<sockaddr_in6>.size
      default: continue
      }
      var text = [CChar](repeating: 0, count: 64)
      guard getnameinfo(address, socklen_t(size), &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 else {
        continue
      }
      let found = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      if !found.starts(with: "fe80".utf8) { return String(decoding: found, as: UTF8.self) }
    }
    return nil
  }

  /// Whether there is a default route: a line of the kernel's table whose destination is all zeroes.
  private static func hasRoute() -> Bool {
    guard let table = try? Files<Kernel>.read("/proc/net/route", limit: 65_536) else { return false }
    for line in table.split(separator: 0x0A).dropFirst() {
      let fields = line.split(separator: 0x09)
      if fields.count > 1, fields[1].elementsEqual("00000000".utf8) { return true }
    }
    return false
  }

  /// What the uplink's files are like, and its key where they are good.
  private func uplinkFiles() -> (FilesReading.Reading, SigningKey?) {
    guard let settings = checkup.settings else { return (.missing, nil) }
    let file = OwnKey<Kernel>(path: Settings.path("tls.key", in: settings.uplink), secret: settings.secret)
    do throws(OwnKeyFault) {
      let key = try file.load()
      let certificates = certificates(of: key, settings)
      return (certificates, certificates == .good ? key : nil)
    } catch {
      switch error {
      case .missing: return (.missing, nil)
      case .notPrivate: return (.exposed, nil)
      default: return (.wrong("tls.key: " + error.explanation), nil)
      }
    }
  }

  private func certificates(of key: SigningKey, _ settings: Settings) -> FilesReading.Reading {
    guard
      let certificate = try? Files<Kernel>.read(
        Settings.path("tls.crt", in: settings.uplink), limit: Certificates.longestPEM),
      let authority = try? Files<Kernel>.read(
        Settings.path("hub-ca.crt", in: settings.uplink), limit: Certificates.longestPEM)
    else { return .missing }
    guard Certificates.isCertificate(pem: certificate, of: key) else {
      return .wrong("tls.crt is not a certificate of tls.key: provision it again")
    }
    return Certificates.isCertificate(pem: authority)
      ? .good : .wrong("hub-ca.crt is no certificate: provision it again")
  }

  /// Asks the hub for news, as uplinkd does, and takes none of it.
  private func exchange(_ settings: Settings, _ key: SigningKey) -> NetworkReading.Hub {
    guard NetworkCheckup.isKnown(hostOf: settings.hub) else { return .noName }
    let trust = settings.trust().state
    guard let terminal = TerminalID(settings.terminal), let pem = try? key.pem(),
      let body = try? UploadRequest(
        terminal: terminal, trustVersion: trust?.version ?? 0, deltaNumber: 0, entries: []
      ).encoded()
    else { return .identityUnusable }
    let identity = HTTPSIdentity(
      address: Settings.path("v1/exchange", in: settings.hub),
      certificatePath: Settings.path("tls.crt", in: settings.uplink),
      authorityPath: Settings.path("hub-ca.crt", in: settings.uplink))
    do throws(TransportFault) {
      let client = try HTTPSClient(identity: identity, key: pem, limits: Self.limits)
      let answer = try client.exchange(body) { false }
      return (try? Answer(decoding: answer)) == nil ? .unintelligible : .answers
    } catch {
      switch error {
      case .unreachable, .stalled, .interrupted, .unavailable: return .unreachable
      case .hubUntrusted: return .untrusted
      case .identityUnusable: return .identityUnusable
      case .refused(let status): return .refused(status: status)
      case .oversize, .unintelligible, .badAddress: return .unintelligible
      }
    }
  }

  /// Whether the name in an `https` address can be resolved; a number always can.
  private static func isKnown(hostOf address: String) -> Bool {
    var host = address.utf8.dropFirst("https://".utf8.count)[...]
    if host.first == UInt8(ascii: "[") { return true }
    if let end = host.firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") }) { host = host[..<end] }
    var found: UnsafeMutablePointer<addrinfo>?
    let outcome = String(decoding: host, as: UTF8.self).withCString { getaddrinfo($0, nil, nil, &found) }
    if outcome == 0 { freeaddrinfo(found) }
    return outcome == 0
  }
}
