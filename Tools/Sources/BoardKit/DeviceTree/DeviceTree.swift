import Foundation

/// A device tree, as it was read from its flattened form.
public struct DeviceTree: Sendable {
  /// A node; where it hangs is known by numbers in `nodes`.
  public struct Node: Sendable {
    /// With its unit address.
    public let name: String
    /// From the root, `/` for the root itself.
    public let path: String
    public let parent: Int?
    public internal(set) var properties: [String: [UInt8]] = [:]
  }

  /// Parents before their children.
  public internal(set) var nodes: [Node] = []

  /// The node at a path, or nil.
  public func node(at path: String) -> Int? { nodes.firstIndex { $0.path == path } }

  /// The node that a phandle points to, or nil.
  public func node(phandle: UInt32) -> Int? {
    nodes.firstIndex { cells($0.properties["phandle"]) == [phandle] }
  }

  /// The node that an alias stands for, or nil.
  public func node(alias: String) -> Int? {
    guard let aliases = node(at: "/aliases"), let path = text(nodes[aliases].properties[alias]) else { return nil }
    return node(at: path)
  }

  /// Whether neither the node nor one it is in is disabled.
  public func isEnabled(_ index: Int) -> Bool {
    let status = text(nodes[index].properties["status"]) ?? "okay"
    guard status == "okay" || status == "ok" else { return false }
    return nodes[index].parent.map(isEnabled) ?? true
  }

  /// The nodes that are right under this one.
  public func children(of index: Int) -> [Int] { nodes.indices.filter { nodes[$0].parent == index } }

  /// A property of a node as numbers of four bytes; none where there is no such property, or it has another length.
  func cells(_ name: String, of index: Int) -> [UInt32] { cells(nodes[index].properties[name]) }

  private func cells(_ bytes: [UInt8]?) -> [UInt32] {
    guard let bytes, bytes.count % 4 == 0 else { return [] }
    return stride(from: 0, to: bytes.count, by: 4).map { at in bytes[at..<at + 4].reduce(0) { $0 << 8 | UInt32($1) } }
  }

  /// A property as text.
  func text(_ name: String, of index: Int) -> String? { text(nodes[index].properties[name]) }

  private func text(_ bytes: [UInt8]?) -> String? {
    bytes.map { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
