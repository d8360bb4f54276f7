/// How far the terminal gets towards its hub.
public struct NetworkReading: Equatable, Sendable {
  /// The wire.
  public enum Link: Equatable, Sendable {
    case noInterface
    case down
    case up
  }

  /// What an exchange with the hub came to.
  public enum Hub: Equatable, Sendable {
    /// Not tried: not provisioned, or no way there.
    case untried
    case answers
    /// Its name is not known to the name server.
    case noName
    /// No connection, or cut off.
    case unreachable
    /// It is not the hub: another authority, another name, or a certificate out of its time.
    case untrusted
    /// The terminal's own key or certificate cannot be used.
    case identityUnusable
    /// It answered, and said no: the HTTP status.
    case refused(status: UInt16)
    /// Something answered that is no hub.
    case unintelligible
  }

  public var interface: String
  public var link: Link
  /// Its IPv4 or IPv6 address of more than the link; nil where it has none.
  public var address: String?
  public var hasRoute: Bool
  /// The hub's address of the settings.
  public var hubAddress: String
  public var hub: Hub
  /// The uplink's key, certificate and authority.
  public var uplinkFiles: FilesReading.Reading

  public init(
    interface: String, link: Link, address: String?, hasRoute: Bool, hubAddress: String, hub: Hub,
    uplinkFiles: FilesReading.Reading
  ) {
    self.interface = interface
    self.link = link
    self.address = address
    self.hasRoute = hasRoute
    self.hubAddress = hubAddress
    self.hub = hub
    self.uplinkFiles = uplinkFiles
  }

  /// What is found: the first thing on the way that is at fault, for nothing behind it can be right.
  public var findings: [Finding] {
    var findings: [Finding] = []
    switch uplinkFiles {
    case .good: break
    case .missing:
      findings.append(
        Finding(
          .fault, "uplink-key-missing", at: "uplink key", "its key or a certificate is not there: provision it again"))
    case .exposed:
      findings.append(
        Finding(.fault, "uplink-key-exposed", at: "uplink key", "others than uplinkd may read it: provision it again"))
    case .wrong(let why): findings.append(Finding(.fault, "uplink-key-wrong", at: "uplink key", why))
    }
    findings.append(way)
    return findings
  }

  private var way: Finding {
    switch link {
    case .noInterface:
      return Finding(
        .fault, "no-interface", at: interface,
        "there is no such network interface: its driver is missing, or an adapter is not plugged in")
    case .down:
      return Finding(.fault, "no-link", at: interface, "no link: is the cable in at both ends, and the switch on?")
    case .up: break
    }
    guard let address else {
      return Finding(
        .fault, "no-address", at: interface, "the link is up, and no DHCP server gave it an address: look at the router"
      )
    }
    guard hasRoute else {
      return Finding(
        .fault, "no-route", at: interface, "has \(address) and no router to go by: look at the DHCP server")
    }
    switch hub {
    case .untried: return Finding(.good, "network", at: interface, "has \(address) and a router; the hub was not tried")
    case .answers:
      return Finding(.good, "hub", at: hubAddress, "answers, and both know each other by their certificates")
    case .noName:
      return Finding(
        .fault, "no-name", at: hubAddress, "no name server knows this name: correct 'hub' in terminal.conf, or the DNS")
    case .unreachable:
      return Finding(
        .fault, "hub-unreachable", at: hubAddress,
        "\(interface) has \(address), and nothing answers there: is the hub up, its port right, a firewall between?")
    case .untrusted:
      return Finding(
        .fault, "hub-untrusted", at: hubAddress,
        "what answers is not the hub this terminal was enrolled at: another certificate authority, another name, or the clock "
          + "is outside the certificate's time")
    case .identityUnusable:
      return Finding(
        .fault, "uplink-key-wrong", at: "uplink key", "its key and certificate cannot be used: provision it again")
    case .refused(let status):
      return Finding(
        .fault, "hub-refuses", at: hubAddress,
        "answers, and refuses this terminal (HTTP status \(status)): look at it in the hub's list, it may be retired")
    case .unintelligible:
      return Finding(.fault, "hub-none", at: hubAddress, "what answers is no hub: correct 'hub' in terminal.conf")
    }
  }
}
