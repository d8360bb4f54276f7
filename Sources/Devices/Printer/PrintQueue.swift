/// Jobs on their way to the printer, and how far the first one has come.
struct PrintQueue: Sendable {
  private var jobs: [[UInt8]] = []
  private var offset = 0

  var isEmpty: Bool { jobs.isEmpty }
  var count: Int { jobs.count }

  mutating func add(_ job: [UInt8]) throws(PrintRefusal) {
    guard job.count <= Printer.longestJob else { throw .tooLong }
    guard jobs.count < Printer.mostJobs else { throw .queueFull }
    jobs.append(job)
  }

  /// What is left of the first job.
  var rest: ArraySlice<UInt8> { jobs.first?[offset...] ?? [] }

  /// The port took `count` bytes of `rest`. True when that ended the job.
  mutating func advance(by count: Int) -> Bool {
    offset += min(count, rest.count)
    guard rest.isEmpty, !jobs.isEmpty else { return false }
    jobs.removeFirst()
    offset = 0
    return true
  }

  /// The first job begins anew.
  mutating func rewind() {
    offset = 0
  }
}

/// Why a job is not taken.
public enum PrintRefusal: Error, Equatable, Sendable {
  /// `Printer.mostJobs` are waiting already.
  case queueFull
  /// It has more than `Printer.longestJob` bytes.
  case tooLong
}
