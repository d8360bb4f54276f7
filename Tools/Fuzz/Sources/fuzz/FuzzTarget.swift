/// One entrance for bytes from outside, and what must hold of any bytes that come through it.
struct FuzzTarget: Sendable {
  let name: String
  /// The longest input that is tried, in bytes.
  var longest = 4_096
  /// How many inputs the fixed run tries.
  let runs: Int
  /// Inputs to begin with; `--corpus` writes them to the target's folder of the corpus.
  let seeds: @Sendable () throws -> [[UInt8]]
  /// Ends the program where the bytes are not treated as they must be.
  let run: @Sendable ([UInt8]) -> Void

  static let all: [FuzzTarget] =
    codeTargets + certificateTargets + wireTargets + trustTargets + [journalTarget] + deviceTargets + consoleTargets
    + settingsTargets
}

/// Ends the program unless `condition` holds, in every kind of build.
func require(_ condition: Bool, _ meaning: StaticString, file: StaticString = #fileID, line: UInt = #line) {
  if !condition { fatalError("\(meaning)", file: file, line: line) }
}

/// What `make` makes, nil where it throws.
func made<Value, Failure: Error>(_ make: () throws(Failure) -> Value) -> Value? {
  do throws(Failure) { return try make() } catch { return nil }
}

/// What must not fail: samples of our own.
func needed<Value>(_ make: () throws -> Value) -> Value {
  do { return try make() } catch { fatalError("a sample cannot be made: \(error)") }
}
