import Counter
import Devices
import Journal
import Time

extension Terminal {
  /// Something on the input lines changed, or the lines failed.
  mutating func linesChanged() {
    guard connections[Device.lines].isOpen else { return }
    do throws(LineFault) {
      try tamper.edge(at: environment.now.uptime, on: &environment.lines)
      try keypad.columnEdge(at: environment.now.uptime, on: &environment.lines)
    } catch {
      linesFailed(error)
    }
  }

  /// The deadlines of all that lives on the lines. Early ones do nothing.
  mutating func lineTimers() {
    guard connections[Device.lines].isOpen else { return }
    do throws(LineFault) {
      if try tamper.timer(at: environment.now.uptime, on: &environment.lines) == .opened { caseWasOpened() }
      try display.timer(at: environment.now.uptime, on: &environment.lines)
      try signals.timer(at: environment.now.uptime, on: &environment.lines)
      for event in try keypad.timer(at: environment.now.uptime, on: &environment.lines) { take(event) }
    } catch {
      linesFailed(error)
    }
  }

  /// The lines are there: every driver on them starts anew.
  mutating func linesOpened() {
    do throws(LineFault) {
      let now = environment.now.uptime
      try display.start(at: now, on: &environment.lines)
      try keypad.start(at: now, on: &environment.lines)
      try signals.start(on: &environment.lines)
      try tamper.start(at: now, on: &environment.lines)
    } catch {
      linesFailed(error)
    }
  }

  mutating func show(_ screen: Screen) {
    let lines = Wording.lines(of: screen, in: counter.language, on: configuration.panel)
    // A display that is not there keeps it for when it is.
    do throws(LineFault) { try display.show(lines, on: &environment.lines) } catch { linesFailed(error) }
  }

  /// A display whose plug was loose, or that a spark has hit, shows nothing that makes sense and cannot say so.
  mutating func renewDisplay() {
    guard connections[Device.lines].isOpen else { return }
    do throws(LineFault) {
      try display.start(at: environment.now.uptime, on: &environment.lines)
    } catch {
      linesFailed(error)
    }
  }

  mutating func play(_ beep: Beep) {
    guard connections[Device.lines].isOpen else { return }
    do throws(LineFault) {
      try signals.play(Signal(beep), at: environment.now.uptime, on: &environment.lines)
    } catch {
      linesFailed(error)
    }
  }

  mutating func shine(_ light: Light) {
    // Lights that are not there show it when they are.
    do throws(LineFault) { try signals.shine(Lamp(light), on: &environment.lines) } catch { linesFailed(error) }
  }

  private mutating func take(_ event: KeypadEvent) {
    switch event {
    case .pressed(let position):
      let now = now
      for device in Device.allCases { connections[device].hurry(at: now.uptime) }
      var key = Key(position)
      if counter.pinDigits != nil, let digit = key.digit {
        pinPad.type(digit)
        key = .digit0
      }
      perform(counter.keyPressed(key, at: now, in: context(at: now)))
      pinPad.keep(counter.pinDigits ?? 0)
    case .refused: report(.keysRefused)
    case .stuck: report(.keyStuck)
    case .freed: report(.keyFreed)
    }
  }

  /// The case was opened: the keys go first, then everybody is told.
  private mutating func caseWasOpened() {
    guard !isTampered else { return }
    isTampered = true
    report(.caseOpened)
    wipeKeys()
  }

  /// Wipes, or tries to again where it failed.
  mutating func wipeKeys() {
    key = nil
    journal?.forgetKey()
    let isWiped = environment.wipeKeys()
    wipeAgain = isWiped ? nil : environment.now.uptime.advanced(byMilliseconds: Self.wipeInterval)
    report(isWiped ? .keysWiped : .keysNotWiped)
    environment.tellUplink(.tampered)
    tick()
  }

  private mutating func linesFailed(_ fault: LineFault) {
    failed(.lines, isGone: fault == .gone)
  }
}

extension Signal {
  init(_ beep: Beep) {
    self =
      switch beep {
      case .key: .key
      case .scanned: .scanned
      case .wrong: .wrongKey
      case .accepted: .accepted
      case .refused: .refused
      }
  }
}

extension Lamp {
  init(_ light: Light) {
    self =
      switch light {
      case .off: .off
      case .green: .green
      case .red: .red
      }
  }
}
