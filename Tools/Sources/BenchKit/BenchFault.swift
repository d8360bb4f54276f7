/// Why a bench cannot do what a scenario asks of it; never what the terminal does wrong.
public struct BenchFault: Error, Equatable, Sendable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) {
    self.description = description
  }
}
