public import Foundation

extension DeviceTree {
  /// The form's numbers: Devicetree Specification 0.4, chapter 5.
  private enum Token: UInt32 {
    case beginNode = 1
    case endNode = 2
    case property = 3
    case nothing = 4
    case end = 9
  }

  private static let magic: UInt32 = 0xD00D_FEED
  /// No board's tree comes near it.
  private static let deepest = 32

  /// Reads a flattened tree; nil where it is none, or is damaged.
  public init?(flattened data: Data) {
    let bytes = [UInt8](data)
    guard Self.number(bytes, at: 0) == Self.magic, let structure = Self.number(bytes, at: 8),
      let strings = Self.number(bytes, at: 12)
    else { return nil }
    var at = Int(structure)
    var open: [Int] = []
    while let word = Self.number(bytes, at: at), let token = Token(rawValue: word) {
      at += 4
      switch token {
      case .beginNode:
        guard let name = Self.text(bytes, at: at), open.count < Self.deepest else { return nil }
        at = Self.aligned(at + name.utf8.count + 1)
        let parent = open.last
        let path = parent.map { nodes[$0].path == "/" ? "/" + name : nodes[$0].path + "/" + name } ?? "/"
        open.append(nodes.count)
        nodes.append(Node(name: name, path: path, parent: parent))
      case .endNode:
        guard open.popLast() != nil else { return nil }
      case .property:
        guard let node = open.last, let length = Self.number(bytes, at: at),
          let offset = Self.number(bytes, at: at + 4),
          let name = Self.text(bytes, at: Int(strings) + Int(offset)), Int(length) <= bytes.count - at - 8
        else { return nil }
        nodes[node].properties[name] = Array(bytes[at + 8..<at + 8 + Int(length)])
        at = Self.aligned(at + 8 + Int(length))
      case .nothing: break
      case .end:
        guard open.isEmpty, !nodes.isEmpty else { return nil }
        return
      }
    }
    return nil
  }

  private static func aligned(_ offset: Int) -> Int { (offset + 3) & ~3 }

  private static func number(_ bytes: [UInt8], at offset: Int) -> UInt32? {
    guard offset >= 0, offset <= bytes.count - 4 else { return nil }
    return bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func text(_ bytes: [UInt8], at offset: Int) -> String? {
    guard offset >= 0, offset < bytes.count, let end = bytes[offset...].firstIndex(of: 0) else { return nil }
    return String(decoding: bytes[offset..<end], as: UTF8.self)
  }
}
