import CGlibc
import Testing
import Time

@testable import Linux

private typealias Mark = ClockMark<Kernel>

@Suite struct ClockMarkTests {
  private let folder = Folder()

  @Test func `it is there from when it is put until it is removed`() throws {
    let path = folder.file("clock-lost")
    #expect(!Mark.isThere(at: path))
    try Mark.put(at: path)
    try Mark.put(at: path)
    #expect(Mark.isThere(at: path))
    Mark.remove(at: path)
    Mark.remove(at: path)
    #expect(!Mark.isThere(at: path))
  }

  @Test func `what cannot be looked at may be there`() throws {
    try Files<Kernel>.create(folder.file("file"), [], mode: 0o600)
    #expect(Mark.isThere(at: folder.file("file/clock-lost")))
    #expect(throws: SystemFault(.open, ENOTDIR)) { try Mark.put(at: folder.file("file/clock-lost")) }
  }

  @Test func `a clock that is lost counts from 1970`() {
    let lost = Clock<Kernel>.known(isLost: true)
    #expect(lost.wall.seconds == Int64(lost.uptime.microseconds / 1_000_000))
    let before = Clock<Kernel>.now.wall
    let known = Clock<Kernel>.known(isLost: false).wall
    #expect(known >= before && known <= Clock<Kernel>.now.wall)
  }

  @Test func `a file has the date of its last change`() throws {
    let path = folder.file("image")
    try Files<Kernel>.create(path, [1], mode: 0o600)
    var times = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1_763_000_000, tv_nsec: 999_999_999)]
    #expect(utimensat(AT_FDCWD, path, &times, 0) == 0)
    #expect(Files<Kernel>.date(path) == 1_763_000_000)
    #expect(Files<Kernel>.date(folder.file("missing")) == nil)
  }
}
