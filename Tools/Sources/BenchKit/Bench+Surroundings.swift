extension Bench {
  /// What the customer's phone shows now, or showed `age` seconds ago, or what is printed on their card.
  public func code(of customer: Customer, age: Int64) async throws -> [UInt8] {
    try await surroundings.code(of: customer, age: age)
  }

  /// The terminal's clock is wrong by so many seconds from now on.
  public func setClock(wrongBy seconds: Int64) async throws {
    await surroundings.setClock(wrongBy: seconds)
    try await setClockOffset(surroundings.clockOffset)
  }

  /// The terminal, which is without power, has lost the time: its clock begins again at 1970-01-01.
  public func loseClock() async throws {
    guard !view.value.isRunning else { throw BenchFault("only a terminal without power can lose its time") }
    try await setClock(wrongBy: -surroundings.now.seconds)
  }

  public func set(scanner state: ScannerState) async throws {
    switch state {
    case .gone: try await setScanner(.gone)
    case .back:
      try await setScannerWire(.clear)
      try await setScanner(.back)
    case .elsewhere: try await plugInScannerElsewhere()
    case .silent: try await setScannerWire(.silent)
    case .noisy: try await setScannerWire(.noisy)
    }
  }

  /// So many seconds pass, for everybody: the terminal, its customers, the region that issues its trust bundles.
  public func pass(_ seconds: Int64) async throws {
    await surroundings.pass(seconds)
    try await setClockOffset(surroundings.clockOffset)
  }

  /// The region publishes a trust bundle, or someone in its place does.
  public func publish(_ kind: BundleKind) async throws {
    if let stray = try await surroundings.publish(kind) {
      try await leave(bundle: stray)
    } else {
      try await tellUplink()
    }
  }

  /// The region revokes the cards of these customers from now on.
  public func revoke(_ customers: [Customer]) async throws {
    try await surroundings.revoke(customers)
    try await tellUplink()
  }

  /// The hub's operator reports the cards of these customers lost. Nobody tells the uplink, which is to find out in time.
  public func lose(_ customers: [Customer]) async throws {
    try await surroundings.lose(customers)
  }

  /// The hub's operator enters that these customers have died. Nobody tells the uplink.
  public func decease(_ customers: [Customer]) async throws {
    try await surroundings.decease(customers)
  }

  /// The shop's next counter accepts this code, and the hub has its entry. Nobody tells the uplink.
  public func acceptAtNextCounter(_ code: [UInt8]) async throws {
    try await surroundings.acceptAtNextCounter(code)
  }

  /// The hub's operator declines an entry of the terminal's. Nobody tells the uplink.
  public func decline(_ sequence: UInt64) async throws {
    try await surroundings.decline(sequence)
  }

  /// The hub's operator settles what is disputed of an entry. Nobody tells the uplink.
  public func settle(_ sequence: UInt64) async throws {
    try await surroundings.settle(sequence)
  }

  public func hub(_ action: HubAction) async throws {
    try await surroundings.hub(action)
    if action != .stop { try await tellUplink() }
  }

  /// What the hub has of this terminal.
  public func hubLedger() async throws -> LedgerFacts {
    try await surroundings.hubLedger()
  }
}
