import Foundation

/// Makes a board's image: from its description, Debian's packages and the firmware's programs to a card.
public struct ImageMaker {
  private let board: BoardDescription
  private let folders: Folders
  private let say: (String) -> Void

  /// Debian's packages of which files go into the root slot, with all that they depend on; and the licences' own texts.
  private static let packages = [
    "base-files", "busybox", "e2fsprogs", "libc6", "libcurl4t64", "libgpiod3", "libserialport0", "libsqlite3-0",
    "libssl3t64",
  ]

  /// A maker that calls `say` with what is being done, a line each.
  public init(_ board: BoardDescription, in folders: Folders, say: @escaping (String) -> Void) {
    self.board = board
    self.folders = folders
    self.say = say
  }

  /// All that decides what the image's bytes are.
  private struct Inputs {
    let kernel: KernelTree
    let packages: [DebianPackage]
    let firmware: DebianPackage?
    let programs: Programs
    /// Seconds since 1970, of everything in the image.
    let time: UInt32
  }

  /// Makes the image, unless nothing changed since it was made.
  public func make() throws -> BoardImage {
    let image = BoardImage(of: board.name, in: folders)
    try FileManager.default.createDirectory(at: image.folder, withIntermediateDirectories: true)
    let lock = try FileLock(image.folder.appendingPathComponent("lock"))
    defer { lock.release() }
    let inputs = try gather()
    let stamp = try self.stamp(of: inputs)
    if (try? String(contentsOf: image.stamp, encoding: .utf8)) == stamp { return image }
    try? FileManager.default.removeItem(at: image.stamp)
    let work = image.folder.appendingPathComponent("work")
    try? FileManager.default.removeItem(at: work)
    try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: work) }
    say("making the image of \(board.title)")
    try make(image, from: inputs, work: work)
    try Data(stamp.utf8).write(to: image.stamp)
    return image
  }

  /// The programs alone.
  public func build() throws {
    _ = try Programs(for: board.architecture, in: folders)
  }

  private func gather() throws -> Inputs {
    let archive = DebianArchive(folders: folders, architecture: board.architecture)
    let kernel = try KernelTree(archive.kernel(board.kernel.package))
    let built = try FileManager.default.attributesOfItem(
      atPath: kernel.package.url("boot/vmlinuz-\(kernel.release)").path)
    let date = ProcessInfo.processInfo.environment["SOURCE_DATE_EPOCH"].flatMap(UInt32.init)
    return Inputs(
      kernel: kernel, packages: try archive.packages(Self.packages),
      firmware: try board.firmware.map { try archive.package($0.package, component: $0.component) },
      programs: try Programs(for: board.architecture, in: folders),
      time: date ?? UInt32((built[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0))
  }

  private func stamp(of inputs: Inputs) throws -> String {
    var text = "time \(inputs.time)\n"
    for package in inputs.packages + [inputs.kernel.package] + (inputs.firmware.map { [$0] } ?? []) {
      text += "package \(package.file.lastPathComponent)\n"
    }
    for name in Programs.Name.allCases { text += "program \(name.rawValue) \(Identity.hash(inputs.programs[name]))\n" }
    for path in try FileManager.default.subpathsOfDirectory(atPath: board.folder.path).sorted() {
      guard let data = try? Data(contentsOf: board.folder.appendingPathComponent(path)) else { continue }
      text += "file \(path) \(Identity.hash(data))\n"
    }
    // Whoever changes how images are made gets new ones.
    text += "tool \(Identity.hash(try Data(contentsOf: URL(fileURLWithPath: "/proc/self/exe"))))\n"
    return text
  }

  /// An initial RAM disk as the kernel unpacks it in no time: lz4, of which it knows the old form only. That has no end, so that
  /// zeroes must make one before another archive may follow.
  private func compressed(_ archive: Data) throws -> Data {
    let bytes = try compressor.compressed(archive, by: "lz4", ["-l", "-9"])
    return bytes + Data(count: 4 + (4 - bytes.count % 4) % 4)
  }

  private func make(_ image: BoardImage, from inputs: Inputs, work: URL) throws {
    let systems = FileSystems(time: inputs.time, board: board.name, work: work)
    let bootModules = try inputs.kernel.modules(board.modules.boot)
    let disk = try InitialRAMDisk(
      boot: inputs.programs[.boot], modules: bootModules,
      libraries: Libraries(inputs.packages, architecture: board.architecture))
    let slot = try RootSlot(
      board: board, programs: inputs.programs,
      modules: try inputs.kernel.modules(board.modules.system, without: bootModules), packages: inputs.packages)
    let deviceTree = try DeviceTreeSource(board: board, kernel: inputs.kernel).flattened()
    let boot = try BootPartition(
      board: board, kernel: try kernelImage(inputs.kernel), deviceTree: deviceTree,
      initialRAMDisk: try compressed(disk.tree.cpio(time: inputs.time)),
      firmware: inputs.firmware)
    let card = Card(
      board: board,
      files: [
        .boot: try systems.fat(boot.tree, name: "boot", size: board.image.boot),
        .rootA: try systems.squashfs(slot.tree, name: "root", limit: board.image.root),
        .data: try systems.ext4(name: "data", size: board.image.data),
      ])
    try card.write(to: image.card, work: work)
    try Data(BlockMap(of: image.card, written: card.written()).text.utf8).write(to: image.map)
    try deviceTree.write(to: image.deviceTree)
    let contents = Contents(
      board: board, kernel: inputs.kernel,
      packages: [
        ("boot partition", Set([inputs.kernel.package] + (inputs.firmware.map { [$0] } ?? []))),
        ("initial RAM disk", disk.packages.union([inputs.kernel.package])),
        ("root slot", slot.packages.union([inputs.kernel.package])),
      ],
      trees: [("boot partition", boot.tree), ("initial RAM disk", disk.tree), ("root slot", slot.tree)],
      all: inputs.packages + [inputs.kernel.package] + (inputs.firmware.map { [$0] } ?? []))
    try Data(contents.text.utf8).write(to: image.contents)
    try contents.writeLicences(to: image.licences)
  }

  /// The kernel as boot loaders of the architecture take it: 64-bit ones unpack gzip, 32-bit kernels unpack themselves.
  private func kernelImage(_ kernel: KernelTree) throws -> Data {
    let data = try kernel.image()
    let isCompressed = data.starts(with: [0x1F, 0x8B])
    guard board.architecture == .arm64, !isCompressed else { return data }
    return try compressor.compressed(data, by: "gzip", ["-n", "-9"])
  }

  private var compressor: Compressor { Compressor(cache: folders.cache) }
}
