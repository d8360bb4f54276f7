import Devices

/// The scanner at the terminal's counter: what it says of the codes that it is shown, and how it answers.
///
/// A line whose rate is known to be another than the scanner's carries nothing that is understood, either way.
final class BenchScanner: Sendable {
  private let model: Watch<ScannerModel>

  /// - Parameters:
  ///   - kind: what it speaks.
  ///   - rate: the rate at which it wakes, in bit/s.
  init(_ kind: ScannerKind, rate: UInt32) {
    model = Watch(ScannerModel(kind, rate: rate))
  }

  /// What comes over the line of a code that it reads. `lineRate`: the line's, in bit/s, where it has one.
  func scan(_ code: [UInt8], lineRate: UInt32?) -> [UInt8] {
    model.update { model in
      let rate = model.rate
      let bytes = model.scan(code)
      return Self.isHeard(rate, lineRate) ? bytes : ScannerModel.misread(bytes)
    }
  }

  /// What it answers to what the terminal sends.
  func receive(_ bytes: [UInt8], lineRate: UInt32?) -> [UInt8] {
    model.update { model in Self.isHeard(model.rate, lineRate) ? model.receive(bytes) : [] }
  }

  /// Its supply, which is the terminal's, was cut.
  func losePower() { model.update { $0.losePower() } }

  private static func isHeard(_ rate: UInt32, _ lineRate: UInt32?) -> Bool { lineRate == nil || lineRate == rate }
}
