import ArgumentParser
import Seeds

/// What is drawn by a seed, and how much of it: for `--simulate` and `--power-cuts`.
struct DrawOptions: ParsableArguments {
  @Option(help: "Draws the same again: a number, or any other text. One is drawn where none is given.")
  var seed: String?

  @Option(help: "Customers of a simulation (10,000), or sales between two power cuts of a board (6).")
  var sales: Int?

  func validate() throws {
    guard sales ?? 1 >= 1 else { throw ValidationError("at least one sale") }
  }

  /// The seed, to be said.
  func drawnSeed() -> String {
    seed ?? "\(UInt32.random(in: 0...UInt32.max))"
  }
}
