import BenchKit
import Foundation

/// What a process has taken of the machine.
struct Footprint: Sendable {
  var descriptors: Int
  var threads: Int
  var memory: ResidentMemory

  /// Of a process that runs, as the kernel tells it (`proc(5)`). The daemons shut others of their own user off, so that root alone is told.
  init(of process: Int32) throws {
    let folder = "/proc/\(process)"
    let words = ["smaps_rollup", "status"].map { try? String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8) }
    guard let descriptors = try? FileManager.default.contentsOfDirectory(atPath: folder + "/fd"),
      let threads = try? FileManager.default.contentsOfDirectory(atPath: folder + "/task"),
      let memory = ResidentMemory(rollup: words[0] ?? "", status: words[1] ?? "")
    else { throw BenchFault("process \(process) tells nothing of itself: only root is told") }
    self.descriptors = descriptors.count
    self.threads = threads.count
    self.memory = memory
  }
}
