import Devices
import NIOCore

/// The counter's end of the terminal's pins, whatever carries them, and the finger on its keypad. On the event loop only.
final class CounterPins {
  var panel: PinPanel
  let view: Watch<CounterView>
  /// Hands the levels of the inputs to the terminal.
  var carry: () -> Void = {}
  private(set) var isConnected = false
  /// The keypad has moved on: fulfilled when what a finger waits for has come.
  private var waiting: (condition: (PinPanel) -> Bool, promise: EventLoopPromise<Void>)?

  init(panel: PinPanel, view: Watch<CounterView>) {
    self.panel = panel
    self.view = view
  }

  /// A terminal has power.
  func connected() {
    isConnected = true
    panel.connected()
    carry()
    view.update { view in
      view.isRunning = true
      view.starts += 1
    }
  }

  /// The terminal has lost its power.
  func disconnected() {
    isConnected = false
    view.update { view in
      // Without power the glass is empty and everything is silent.
      view.isRunning = false
      view.show([])
      (view.isBuzzing, view.isGreenLit, view.isRedLit) = (false, false, false)
    }
    // A finger on a terminal that dies under it has nothing more to wait for.
    waiting?.promise.succeed()
    waiting = nil
  }

  /// The terminal has driven its outputs, however often: time to look.
  func moved() {
    guard let (condition, promise) = waiting, condition(panel) else { return }
    waiting = nil
    promise.succeed()
  }

  func setCase(isClosed: Bool) {
    panel.isCaseClosed = isClosed
    carry()
  }

  /// Something becomes of the wires between the counter and the terminal.
  func rewire(_ body: (inout PinPanel) -> Void) {
    body(&panel)
    view.update { panel.look(into: &$0) }
    carry()
  }

  /// Presses exactly these keys, and waits for what the terminal makes of it. Without a terminal they are pressed for nothing.
  func hold(
    _ keys: Set<CounterKey>, within time: TimeAmount, on eventLoop: any EventLoop,
    where condition: @escaping (PinPanel) -> Bool
  ) -> EventLoopFuture<Void> {
    let promise = eventLoop.makePromise(of: Void.self)
    panel.press(keys)
    view.update { $0.keysDown = keys }
    guard isConnected else {
      promise.succeed()
      return promise.futureResult
    }
    carry()
    waiting = (condition, promise)
    let timeout = eventLoop.scheduleTask(in: time) {
      promise.fail(BenchFault("the terminal does not look at its keypad"))
    }
    promise.futureResult.whenComplete { _ in timeout.cancel() }
    moved()
    return promise.futureResult
  }
}
