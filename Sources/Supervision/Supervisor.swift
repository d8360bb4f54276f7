public import Time

/// The programs that `init` keeps running.
public enum ServiceName: UInt8, CaseIterable, Sendable {
  /// The terminal itself.
  case acceptd
  /// Its way to the hub.
  case uplinkd
  /// The DHCP client.
  case network
  /// Provisioning and doctor on the serial console.
  case console

  /// The name in the log.
  public var text: String {
    switch self {
    case .acceptd: "acceptd"
    case .uplinkd: "uplinkd"
    case .network: "udhcpc"
    case .console: "console"
    }
  }

  /// The longest time between two signs of life of the daemons, in milliseconds. They give one every few seconds; an fsync
  /// on a card that is busy with itself may take several.
  public static let silenceLimit: UInt64 = 30_000

  /// What holds for the program.
  public var policy: Service.Policy {
    switch self {
    case .acceptd: Service.Policy(startLimit: 60_000, silenceLimit: ServiceName.silenceLimit, isEssential: true)
    case .uplinkd: Service.Policy(startLimit: 60_000, silenceLimit: ServiceName.silenceLimit, isEssential: false)
    case .network, .console: Service.Policy(startLimit: nil, silenceLimit: nil, isEssential: false)
    }
  }
}

/// All supervised programs together, and what follows from them for the board.
public struct Supervisor: Sendable {
  /// What is to be done about which program.
  public struct Task: Equatable, Sendable {
    public var service: ServiceName
    public var action: Service.Action
  }

  /// How the board is.
  public enum Health: Equatable, Sendable {
    case good
    /// The terminal was tried again and again and does not come up: the board is to be restarted.
    case hopeless(ServiceName)
    /// A killed process does not go away: something in the kernel hangs.
    case stuck(ServiceName)
  }

  /// How long an essential program may be away, however often it is started again, before the board is restarted; in
  /// milliseconds.
  public static let recoveryLimit: UInt64 = 180_000

  private var services = ServiceName.allCases.map { Service($0.policy) }

  public init() {}

  public subscript(name: ServiceName) -> Service {
    get { services[Int(name.rawValue)] }
    set { services[Int(name.rawValue)] = newValue }
  }

  /// The program that a process is, if it is one.
  public func name(ofProcess process: Int32) -> ServiceName? {
    ServiceName.allCases.first { self[$0].process == process }
  }

  /// What is to be done now; to be asked again until there is nothing.
  public mutating func timePassed(at now: Uptime) -> Task? {
    for name in ServiceName.allCases {
      let action = self[name].timePassed(at: now)
      if action != .nothing { return Task(service: name, action: action) }
    }
    return nil
  }

  /// When there may be something to do.
  public var nextDeadline: Uptime? {
    services.reduce(nil) { earliest($0, $1.nextDeadline) }
  }

  /// Whether any process is there.
  public var hasProcesses: Bool { services.contains { $0.process != nil } }

  /// How the board is. The hardware watchdog is fed only while it is good.
  ///
  /// A program that says its configuration is at fault is none of the board's trouble: a restart would not mend it, and would
  /// take the console away from whoever can.
  public func health(at now: Uptime) -> Health {
    for name in ServiceName.allCases {
      let service = self[name]
      if service.isStuck(at: now) { return .stuck(name) }
      guard service.policy.isEssential, !service.isMisconfigured else { continue }
      if service.troubledFor(at: now) >= Supervisor.recoveryLimit { return .hopeless(name) }
    }
    return .good
  }
}
