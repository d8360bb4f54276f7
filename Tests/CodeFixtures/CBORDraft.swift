/// CBOR to be written, well-formed or not: heads are as short as they can be unless a test writes them itself.
package indirect enum CBORDraft: Sendable {
  case integer(Int64)
  case bytes([UInt8])
  case text(String)
  case array([CBORDraft])
  case map([(CBORDraft, CBORDraft)])
  case endlessArray([CBORDraft])
  case endlessMap([(CBORDraft, CBORDraft)])
  case tagged(UInt64, CBORDraft)
  case null
  /// Bytes as they are.
  case raw([UInt8])

  package var encoded: [UInt8] {
    switch self {
    case .integer(let value): value < 0 ? head(1, UInt64(~value)) : head(0, UInt64(value))
    case .bytes(let bytes): head(2, UInt64(bytes.count)) + bytes
    case .text(let text): head(3, UInt64(text.utf8.count)) + Array(text.utf8)
    case .array(let items): head(4, UInt64(items.count)) + items.flatMap { $0.encoded }
    case .map(let pairs): head(5, UInt64(pairs.count)) + pairs.flatMap { $0.0.encoded + $0.1.encoded }
    case .endlessArray(let items): [0x9F] + items.flatMap { $0.encoded } + [0xFF]
    case .endlessMap(let pairs): [0xBF] + pairs.flatMap { $0.0.encoded + $0.1.encoded } + [0xFF]
    case .tagged(let tag, let item): head(6, tag) + item.encoded
    case .null: [0xF6]
    case .raw(let bytes): bytes
    }
  }

  private func head(_ type: UInt8, _ argument: UInt64) -> [UInt8] {
    let first = type << 5
    switch argument {
    case 0..<24: return [first | UInt8(argument)]
    case 24...0xFF: return [first | 24, UInt8(argument)]
    case 0x100...0xFFFF: return [first | 25, UInt8(argument >> 8), UInt8(argument & 0xFF)]
    default: return [first | 27] + stride(from: 56, through: 0, by: -8).map { UInt8(argument >> UInt64($0) & 0xFF) }
    }
  }
}
