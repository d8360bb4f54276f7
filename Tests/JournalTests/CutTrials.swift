import DiskFixtures
import Foundation
import LibCrypto

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
}

/// Tells the disks of trials apart, so that none is tried twice.
func fingerprint(of files: [String: [UInt8]]) -> [UInt8] {
  SM3.hash(files.sorted { $0.key < $1.key }.flatMap { SM3.hash(Array($0.key.utf8)) + SM3.hash($0.value) })
}
