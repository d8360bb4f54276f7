import Devices
import Synchronization

/// A receipt printer: bytes in, paper out, and an answer when it is asked how it is.
final class PrinterModel: Sendable {
  /// The decoder keeps a converter that has one user at a time; the lock makes it so.
  private struct Unit: @unchecked Sendable {
    var decoder: ESCPOSDecoder
  }

  private let unit: Mutex<Unit>
  private let view: Watch<CounterView>
  /// How fast it takes what it is to print.
  let pace = ReadingPace()

  init(view: Watch<CounterView>) throws {
    self.view = view
    unit = Mutex(Unit(decoder: ESCPOSDecoder(codec: try TextCodec())))
  }

  /// Takes what the terminal sent and returns what the printer answers.
  func receive(_ bytes: [UInt8]) -> [UInt8] {
    let (answers, paper) = unit.withLock { unit in
      let answers = unit.decoder.receive(bytes)
      return (answers, unit.decoder.tearOff())
    }
    if !paper.isEmpty { view.update { $0.paper += paper } }
    return answers
  }

  func setPaper(isOut: Bool) {
    unit.withLock { $0.decoder.status = isOut ? .paperOut : [] }
  }

  /// Switched off and on: a line that was begun is forgotten.
  func reset() throws {
    let codec = try TextCodec()
    unit.withLock { unit in
      let status = unit.decoder.status
      unit.decoder = ESCPOSDecoder(codec: codec)
      unit.decoder.status = status
    }
  }
}
