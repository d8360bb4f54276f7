public import Foundation

/// The machine's disks, as the kernel shows them: what is mounted, swapped to or built upon.
public struct Disks: Sendable {
  private let system: URL
  private let processes: URL

  /// - Parameters:
  ///   - system: `/sys`.
  ///   - processes: `/proc`.
  public init(
    system: URL = URL(fileURLWithPath: "/sys"), processes: URL = URL(fileURLWithPath: "/proc")
  ) {
    self.system = system
    self.processes = processes
  }

  /// Why a disk is not written to.
  public enum Refusal: Error, Equatable, Sendable, CustomStringConvertible {
    case notADisk(String)
    case partition(String, of: String)
    case readOnly(String)
    case system(String, place: String)
    case mounted(String, place: String)
    case swap(String)
    case held(String, by: String)
    case tooSmall(String, has: Int, needs: Int)
    /// The kernel's lists could not be read, so nothing is known.
    case unknown(String)

    public var description: String {
      switch self {
      case .notADisk(let name): "\(name) is not a disk"
      case .partition(let name, let disk): "\(name) is a partition: name the whole disk, \(disk)"
      case .readOnly(let name): "\(name) is write-protected"
      case .system(let name, let place): "\(name) holds the running system (\(place))"
      case .mounted(let name, let place): "\(name) is mounted on \(place): unmount it first"
      case .swap(let name): "\(name) is swapped to"
      case .held(let name, let holder): "\(name) is part of \(holder) (a volume group, an array or an encrypted disk)"
      case .tooSmall(let name, let has, let needs): "\(name) has \(has) bytes, and the image \(needs)"
      case .unknown(let list): "\(list) cannot be read, so nobody knows what is in use"
      }
    }
  }

  /// Mount points that are the running system's.
  private static let systemPlaces: Set<String> = [
    "/", "/boot", "/boot/efi", "/boot/firmware", "/usr", "/var", "/home", "/etc",
  ]
  private static let sectorSize = 512

  /// Finds out whether a disk of this name (`sdb`, `mmcblk0`) may be overwritten with `size` bytes.
  public func permit(_ name: String, size: Int) throws(Refusal) {
    guard isThere("class/block/\(name)"), !name.isEmpty, !name.contains("/") else { throw .notADisk(name) }
    guard !isThere("class/block/\(name)/partition") else { throw .partition(name, of: disk(ofPartition: name)) }
    guard text("class/block/\(name)/ro") != "1" else { throw .readOnly(name) }
    let mounts = try self.mounts()
    let swaps = try self.swaps()
    for part in [name] + partitions(of: name) {
      if let holder = entries("class/block/\(part)/holders").first { throw .held(part, by: holder) }
      let number = text("class/block/\(part)/dev")
      let places = mounts.filter { $0.number == number || $0.source == "/dev/\(part)" }.map(\.place)
      if let place = places.first(where: Self.systemPlaces.contains) { throw .system(part, place: place) }
      if let place = places.first { throw .mounted(part, place: place) }
      if swaps.contains("/dev/\(part)") { throw .swap(part) }
    }
    let has = (text("class/block/\(name)/size").flatMap { Int($0) } ?? 0) * Self.sectorSize
    guard has >= size else { throw .tooSmall(name, has: has, needs: size) }
  }

  /// What the disk calls itself, for the question whether it is meant.
  public func model(of name: String) -> String {
    let words = ["vendor", "model", "name"].compactMap { text("class/block/\(name)/device/\($0)") }
    return words.isEmpty ? "unnamed" : words.joined(separator: " ")
  }

  private func partitions(of name: String) -> [String] {
    entries("class/block/\(name)").filter { isThere("class/block/\(name)/\($0)/partition") }
  }

  /// The folder that a partition's is in bears the disk's name.
  private func disk(ofPartition name: String) -> String {
    system.appendingPathComponent("class/block/\(name)").resolvingSymlinksInPath().deletingLastPathComponent()
      .lastPathComponent
  }

  /// Number, place and source of each mount: fields 3, 5 and, behind the dash, the second (proc(5), mountinfo).
  private func mounts() throws(Refusal) -> [(number: String, place: String, source: String)] {
    let file = processes.appendingPathComponent("self/mountinfo")
    guard let list = try? String(contentsOf: file, encoding: .utf8) else { throw .unknown(file.path) }
    return list.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: " ").map(String.init)
      guard fields.count > 5, let dash = fields.firstIndex(of: "-"), fields.count > dash + 2 else { return nil }
      return (fields[2], fields[4].replacingOccurrences(of: "\\040", with: " "), fields[dash + 2])
    }
  }

  private func swaps() throws(Refusal) -> Set<String> {
    let file = processes.appendingPathComponent("swaps")
    guard let list = try? String(contentsOf: file, encoding: .utf8) else { throw .unknown(file.path) }
    return Set(list.split(separator: "\n").dropFirst().compactMap { $0.split(separator: " ").first.map(String.init) })
  }

  private func isThere(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: system.appendingPathComponent(path).path)
  }

  private func entries(_ path: String) -> [String] {
    // Through the link: a list of a link's folder is empty.
    let folder = system.appendingPathComponent(path).resolvingSymlinksInPath()
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  private func text(_ path: String) -> String? {
    (try? String(contentsOf: system.appendingPathComponent(path), encoding: .utf8))?
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
