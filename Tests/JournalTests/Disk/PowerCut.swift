import RandomFixtures

/// What a power cut leaves of the files of a `Disk`.
///
/// Harsher than most disks and file systems are:
/// - What was done to a file before it was flushed is there. Of all that was done since, each part may be there or not.
/// - A sector of 512 bytes is written whole or not at all, and writing it leaves its neighbours alone.
/// - A file that was deleted may be back, until its folder was flushed.
struct PowerCut: Hashable, Sendable, CustomStringConvertible {
  /// What becomes of that which no flush has made last.
  enum Loss: Hashable, Sendable {
    /// All of it arrived.
    case nothing
    /// None of it arrived.
    case everything
    /// The newest alone arrived: the order that whoever wrote expects least.
    case allButNewest
    /// Each write arrived or did not, by a seed.
    case some(seed: UInt64)
    /// Each sector of each write arrived or did not, by a seed.
    case torn(seed: UInt64)
  }

  /// After how many changes.
  var position: Int
  var loss: Loss

  init(after position: Int, losing loss: Loss) {
    self.position = position
    self.loss = loss
  }

  var description: String { "cut after \(position), losing \(loss)" }

  /// The files as it leaves them. `start`: those that were there before the record begins.
  func files(of record: [DiskChange], from start: [String: [UInt8]] = [:]) -> [String: [UInt8]] {
    let record = record.prefix(position)
    let lasting = PowerCut.lasting(record)
    let newest = record.indices.last { !lasting[$0] && record[$0].isLosable }
    var random = SeededRandom(seed: seed)
    var files = start
    for (index, change) in record.enumerated() {
      // Drawn for every change, so that what is kept of one does not hang on another.
      let isKept = Bool.random(using: &random)
      let arrives =
        switch loss {
        case .nothing, .torn: true
        case .everything: false
        case .allButNewest: index == newest
        case .some: isKept
        }
      guard lasting[index] || arrives else { continue }
      if case .torn = loss, !lasting[index] {
        change.tear(files: &files, isKept: isKept, random: &random)
      } else {
        change.apply(to: &files)
      }
    }
    return files
  }

  private var seed: UInt64 {
    switch loss {
    case .nothing, .everything, .allButNewest: 0
    case .some(let seed), .torn(let seed): seed &* 0x1_0000 &+ UInt64(position)
    }
  }

  /// Which of the changes a flush has made last.
  private static func lasting(_ record: ArraySlice<DiskChange>) -> [Bool] {
    var flushed: Set<String> = []
    var isFolderFlushed = false
    var lasting = [Bool](repeating: false, count: record.count)
    for (index, change) in record.enumerated().reversed() {
      switch change {
      case .flushed(let file, let folder):
        flushed.insert(file)
        if folder { isFolderFlushed = true }
      case .deleted(_, let folder):
        if folder { isFolderFlushed = true }
        lasting[index] = isFolderFlushed
      case .created(let file): lasting[index] = isFolderFlushed || flushed.contains(file)
      case .written(let file, _, _), .truncated(let file, _): lasting[index] = flushed.contains(file)
      }
    }
    return lasting
  }
}

extension DiskChange {
  private static let sectorBytes = 512

  fileprivate var isLosable: Bool {
    if case .flushed = self { false } else { true }
  }

  fileprivate func apply(to files: inout [String: [UInt8]]) {
    switch self {
    case .created(let file): files[file] = files[file] ?? []
    case .written(let file, let offset, let bytes): files[file, default: []].put(bytes, 0..<bytes.count, at: offset)
    case .truncated(let file, let size): files[file, default: []].resize(to: size)
    case .flushed: break
    case .deleted(let file, _): files[file] = nil
    }
  }

  /// Applies part of it: the sectors of a write that the numbers choose, or all of anything else where `isKept`.
  fileprivate func tear(files: inout [String: [UInt8]], isKept: Bool, random: inout SeededRandom) {
    guard case .written(let file, let offset, let bytes) = self else {
      if isKept { apply(to: &files) }
      return
    }
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + Self.sectorBytes - (offset + start) % Self.sectorBytes)
      if Bool.random(using: &random) { files[file, default: []].put(bytes, start..<end, at: offset + start) }
      start = end
    }
  }
}

extension [UInt8] {
  /// A gap before what is put reads as zeroes, as in a file.
  fileprivate mutating func put(_ bytes: [UInt8], _ part: Range<Int>, at offset: Int) {
    if count < offset + part.count { resize(to: offset + part.count) }
    // Copied as memory: a collection's own way takes a hundred times as long in a build for debugging.
    bytes.withUnsafeBytes { source in
      withUnsafeMutableBytes { target in
        UnsafeMutableRawBufferPointer(rebasing: target[offset..<(offset + part.count)])
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[part]))
      }
    }
  }

  fileprivate mutating func resize(to size: Int) {
    if size < count { removeLast(count - size) } else { self += [UInt8](repeating: 0, count: size - count) }
  }
}
