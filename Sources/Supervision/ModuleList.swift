/// The kernel modules of one stage, in the order in which they are loaded: what each needs comes before it.
public struct ModuleList: Equatable, Sendable {
  /// One module.
  public struct Module: Equatable, Sendable {
    /// Its file, as an absolute path.
    public var path: String
    /// Its parameters as the kernel takes them; empty where it has none.
    public var options: String

    public init(path: String, options: String = "") {
      self.path = path
      self.options = options
    }
  }

  public var modules: [Module] = []

  /// The longest list that is read, in bytes.
  public static let maximumBytes = 65_536

  /// Reads a list: one path a line, with parameters behind it; blank lines and lines that begin with `#` say nothing. A path
  /// that does not begin with `/` is taken from `folder`.
  public init(_ bytes: [UInt8], folder: String) {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      let words = line.split(maxSplits: 1) { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
      guard let first = words.first, first.first != UInt8(ascii: "#") else { continue }
      let name = String(decoding: first, as: UTF8.self)
      let path = first.first == UInt8(ascii: "/") ? name : folder + "/" + name
      let options = words.count > 1 ? String(decoding: words[1], as: UTF8.self) : ""
      modules.append(Module(path: path, options: options))
    }
  }
}
