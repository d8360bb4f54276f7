import Foundation
import LibCrypto
import Testing

/// How often each cut is drawn anew, where chance has a part in it: once in the test suite, `ACCEPTD_STORE_DRAWS` times by hand.
let drawsOfEachCut = ProcessInfo.processInfo.environment["ACCEPTD_STORE_DRAWS"].flatMap { UInt64($0) } ?? 1

/// What a cut may lose, each tried at every position.
let lossesOfEachCut: [PowerCut.Loss] =
  [.nothing, .everything, .allButNewest]
  + (1...drawsOfEachCut).flatMap { [PowerCut.Loss.some(seed: $0), .torn(seed: $0)] }

/// What is known to have been done after so many changes of the disk.
struct Acknowledged<Contents> {
  var position: Int
  var contents: Contents
  /// The place in the history of the oldest contents that a cut from here on may leave.
  var lasting: Int
}

/// Cuts the power after every change of the disk, with every loss, has each different disk that this makes examined with the
/// contents that it may have, and says how many there were.
func tryCuts<Contents>(
  of disk: Disk, from start: [String: [UInt8]] = [:], _ history: [Acknowledged<Contents>],
  examine: (_ files: [String: [UInt8]], _ allowed: [Contents], _ cut: Comment) throws -> Void
) throws -> Int {
  var tried: Set<[UInt8]> = []
  for position in 0...disk.record.count {
    let known = history.lastIndex { $0.position <= position } ?? 0
    let allowed = history[history[known].lasting...min(known + 1, history.count - 1)].map(\.contents)
    for loss in lossesOfEachCut {
      let cut = PowerCut(after: position, losing: loss)
      let files = cut.files(of: disk.record, from: start)
      guard tried.insert(fingerprint(of: files) + [UInt8(known)]).inserted else { continue }
      try examine(files, allowed, "\(cut)")
    }
  }
  return tried.count
}

/// Tells the disks of trials apart, so that none is tried twice.
private func fingerprint(of files: [String: [UInt8]]) -> [UInt8] {
  SM3.hash(files.sorted { $0.key < $1.key }.flatMap { SM3.hash(Array($0.key.utf8)) + SM3.hash($0.value) })
}
