import Counter
import Devices
import Time

extension Terminal {
  /// Opens what is closed and due.
  mutating func reconnect() {
    for device in Device.allCases { reconnect(device) }
  }

  /// Opens a device, if it is closed and due.
  mutating func reconnect(_ device: Device) {
    let now = environment.now.uptime
    guard let attempt = connections[device].nextAttempt, attempt <= now else { return }
    guard environment.open(device) else {
      connections[device].lost(at: now)
      if device == .printer { take(printer.vanished()) }
      return
    }
    connections[device].opened(at: now)
    report(.deviceOpened(device))
    switch device {
    case .lines: linesOpened()
    case .scanner: scanner.opened(at: now)
    case .printer: take(printer.opened(at: now))
    }
  }

  /// A device failed in use: it is closed, and opened again in a while.
  mutating func failed(_ device: Device, isGone: Bool) {
    guard connections[device].isOpen else { return }
    report(isGone ? .deviceGone(device) : .deviceFailed(device))
    environment.close(device)
    connections[device].lost(at: environment.now.uptime)
    switch device {
    case .lines: break
    case .scanner: scanner.vanished()
    case .printer: take(printer.vanished())
    }
  }

  mutating func printerIsReady() {
    guard connections[Device.printer].isOpen else { return }
    do throws(PortFault) {
      take(try printer.read(from: &environment.printer, at: environment.now.uptime))
      take(try printer.write(to: &environment.printer, at: environment.now.uptime))
    } catch {
      failed(.printer, isGone: error == .gone)
    }
  }

  mutating func printerTimer() {
    guard connections[Device.printer].isOpen else { return }
    take(printer.timer(at: environment.now.uptime))
  }

  /// Puts it in the printer's queue. The sale stands, whatever becomes of its paper.
  mutating func print(_ paper: Paper) {
    do throws(PrintRefusal) {
      try printer.print(receipts.encode(paper.elements), at: environment.now.uptime)
    } catch {
      report(.printQueueFull)
    }
  }

  private mutating func take(_ events: [PrinterEvent]) {
    for event in events {
      switch event {
      case .printed: report(.printed)
      case .trouble(let trouble): report(.printerTrouble(trouble))
      case .recovered: report(.printerRecovered)
      case .paperLow: report(.paperLow)
      }
    }
  }
}
