/// The block devices that are there.
public enum BlockDevices<Calls: SystemCalls> {
  /// The longest list of them that is read, in bytes: some hundred devices.
  static var maximumListBytes: Int { 16_384 }
  static var maximumEventBytes: Int { 4_096 }

  /// The `uevent` file of each: what the kernel said when it came.
  public static func events() -> [[UInt8]] {
    let list = (try? Files<Calls>.read("/proc/partitions", limit: maximumListBytes)) ?? []
    return names(in: list).compactMap {
      try? Files<Calls>.read("/sys/class/block/\($0)/uevent", limit: maximumEventBytes)
    }
  }

  /// From `/proc/partitions`: a head line, a blank one, then number, number, blocks, name.
  static func names(in list: [UInt8]) -> [String] {
    list.split(separator: UInt8(ascii: "\n")).compactMap { line in
      let words = line.split(separator: UInt8(ascii: " "))
      guard words.count == 4, let first = words[0].first, first >= UInt8(ascii: "0"), first <= UInt8(ascii: "9")
      else { return nil }
      return String(decoding: words[3], as: UTF8.self)
    }
  }
}
