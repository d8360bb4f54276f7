/// What is wrong with a chain, and where.
public enum ChainFault: Error, Equatable, Sendable {
  /// It could not be read.
  case store(StoreFault)
  /// The sequence is missing.
  case missing(UInt64)
  /// The entry is no signed journal entry.
  case unreadable(UInt64)
  /// The row's sequence, time or hash is not that of the entry in it.
  case rowDiffers(UInt64)
  /// The entry does not name the hash of the one before it.
  case broken(UInt64)
  /// The entry is another terminal's.
  case otherTerminal(UInt64)
  /// The key did not sign the entry.
  case badSignature(UInt64)

  /// As a fault of the store: whose the file is, or that it is not whole.
  var asStoreFault: StoreFault {
    switch self {
    case .store(let fault): fault
    case .otherTerminal, .badSignature: .foreign
    case .missing, .unreadable, .rowDiffers, .broken: .damaged
    }
  }

  /// Lifts a fault of the store.
  static func wrap<Value>(_ body: () throws(StoreFault) -> Value) throws(ChainFault) -> Value {
    do throws(StoreFault) {
      return try body()
    } catch {
      throw .store(error)
    }
  }
}
