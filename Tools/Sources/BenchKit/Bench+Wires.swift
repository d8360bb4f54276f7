/// What a bench says that has no hand on the wire in question.
extension Bench {
  public func setScannerWire(_ wire: ScannerWire) async throws {
    throw BenchFault("this bench has no hand on the scanner's wire")
  }

  public func scanInPart(_ bytes: [UInt8]) async throws {
    throw BenchFault("this bench cannot pull the scanner's plug in the middle of a code")
  }

  public func setKeypad(_ state: KeypadState) async throws {
    throw BenchFault("this bench has no hand on the keypad's wires")
  }

  public func setDisplay(_ attachment: Attachment) async throws {
    throw BenchFault("this bench has no hand on the display's plug")
  }

  public func hang(_ daemon: TerminalDaemon) async throws {
    throw BenchFault("nobody here starts a program again that hangs")
  }
}
