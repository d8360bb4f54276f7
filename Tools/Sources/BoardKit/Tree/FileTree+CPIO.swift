import Foundation

extension FileTree {
  private static let regular: UInt32 = 0o100000
  private static let directory: UInt32 = 0o040000
  private static let symbolicLink: UInt32 = 0o120000
  private static let characterDevice: UInt32 = 0o020000

  /// The tree as the kernel unpacks it from an initial RAM disk: the `newc` form, all of one time.
  package func cpio(time: UInt32) -> Data {
    var archive = Data()
    for (index, path) in paths.enumerated() {
      let number = UInt32(index + 1)
      switch entries[path] {
      case .folder(let mode):
        archive.append(member: path, number: number, mode: Self.directory | UInt32(mode), time: time)
      case .file(let data, let mode, let group):
        archive.append(
          member: path, number: number, mode: Self.regular | UInt32(mode), group: group, time: time, data: data)
      case .link(let target):
        archive.append(
          member: path, number: number, mode: Self.symbolicLink | 0o777, time: time, data: Data(target.utf8))
      case .characterDevice(let major, let minor, let mode):
        archive.append(
          member: path, number: number, mode: Self.characterDevice | UInt32(mode), time: time, device: (major, minor))
      case nil: break
      }
    }
    archive.append(member: "TRAILER!!!", number: 0, mode: 0, time: 0)
    return archive
  }
}

extension Data {
  /// One member: a header of thirteen numbers in hexadecimal, the name, the data, each filled up to a multiple of four.
  fileprivate mutating func append(
    member name: String, number: UInt32, mode: UInt32, group: UInt32 = 0, time: UInt32, data: Data = Data(),
    device: (major: UInt32, minor: UInt32) = (0, 0)
  ) {
    let numbers: [UInt32] = [
      number, mode, 0, group, 1, time, UInt32(data.count), 0, 0, device.major, device.minor,
      UInt32(name.utf8.count + 1), 0,
    ]
    append(contentsOf: "070701".utf8)
    for number in numbers {
      let digits = String(number, radix: 16, uppercase: true)
      append(contentsOf: (String(repeating: "0", count: 8 - digits.count) + digits).utf8)
    }
    append(contentsOf: name.utf8)
    append(0)
    fill()
    append(data)
    fill()
  }

  private mutating func fill() {
    append(contentsOf: [UInt8](repeating: 0, count: (4 - count % 4) % 4))
  }
}
