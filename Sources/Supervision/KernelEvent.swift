/// What the kernel says of one of its objects: by a datagram when it comes, changes or goes, or in its `uevent` file.
public struct KernelEvent: Equatable, Sendable {
  /// What happened to the object.
  public enum Action: Equatable, Sendable {
    case add, remove, change
    /// Something that nothing here waits for.
    case other
  }

  public var action: Action
  /// The kind of object, such as `block`, `tty`, `gpio`, `net`; empty where it was not said.
  public var subsystem = ""
  /// The device's node under `/dev`, such as `mmcblk1p2`; empty where it has none.
  public var device = ""
  /// The label of a partition; empty for anything else.
  public var partition = ""
  /// The name of a network interface; empty for anything else.
  public var interface = ""

  /// The longest event that is read: the kernel's own limit is 2,048 bytes of properties behind the header.
  public static let maximumBytes = 8_192

  /// Reads a datagram of the kernel: `add@/devices/…`, then properties, each ended by a zero. Nil for anything else, such
  /// as what a device manager would send.
  public init?(datagram: [UInt8]) {
    guard datagram.count <= KernelEvent.maximumBytes, let headerEnd = datagram.firstIndex(of: 0),
      datagram[..<headerEnd].contains(UInt8(ascii: "@"))
    else { return nil }
    self.init(properties: datagram[(headerEnd + 1)...], separator: 0)
  }

  /// Reads the `uevent` file of an object that is there: properties, a line each. It counts as having come.
  public init(file: [UInt8]) {
    self.init(properties: file.prefix(KernelEvent.maximumBytes), separator: UInt8(ascii: "\n"))
    action = .add
  }

  private init(properties: ArraySlice<UInt8>, separator: UInt8) {
    action = .other
    for property in properties.split(separator: separator) {
      guard let equals = property.firstIndex(of: UInt8(ascii: "=")) else { continue }
      let key = property[..<equals]
      let value = property[(equals + 1)...]
      if key.elementsEqual("ACTION".utf8) {
        action = Action(value)
      } else if key.elementsEqual("SUBSYSTEM".utf8) {
        subsystem = String(decoding: value, as: UTF8.self)
      } else if key.elementsEqual("DEVNAME".utf8) {
        device = KernelEvent.deviceName(value)
      } else if key.elementsEqual("PARTNAME".utf8) {
        partition = String(decoding: value, as: UTF8.self)
      } else if key.elementsEqual("INTERFACE".utf8) {
        interface = String(decoding: value, as: UTF8.self)
      }
    }
  }

  /// A name that could lead out of `/dev` is no name.
  private static func deviceName(_ bytes: ArraySlice<UInt8>) -> String {
    let name = bytes.starts(with: "/dev/".utf8) ? bytes.dropFirst(5) : bytes
    for part in name.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      if part.isEmpty || part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8) { return "" }
    }
    return String(decoding: name, as: UTF8.self)
  }
}

extension KernelEvent.Action {
  fileprivate init(_ word: ArraySlice<UInt8>) {
    if word.elementsEqual("add".utf8) {
      self = .add
    } else if word.elementsEqual("remove".utf8) {
      self = .remove
    } else if word.elementsEqual("change".utf8) {
      self = .change
    } else {
      self = .other
    }
  }
}
