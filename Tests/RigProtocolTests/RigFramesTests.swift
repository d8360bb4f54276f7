import Testing

@testable import RigProtocol

@Suite struct RigFramesTests {
  private static let maps = """
    aaaadc580000-aaaadc582000 r-xp 00000000 fe:02 61                         /usr/bin/acceptd
    aaaaf0000000-aaaaf0001000 rw-p 00000000 00:00 0                          [heap]
    ffff9d5fc000-ffff9d5fe000 r--p 00000000 00:00 0                          [vvar]
    ffff9d5fe000-ffff9d600000 r-xp 00000000 00:00 0                          [vdso]
    ffff9d600000-ffff9d600000 r-xp 00000000 00:00 0
    nothing
    """

  @Test func `the pages of a process are those of its mappings, without the kernel's clock`() {
    #expect(
      RigFrames.pages(maps: Self.maps, pageBytes: 4_096) == [
        0xAAAA_DC58_0..<0xAAAA_DC58_2, 0xAAAA_F000_0..<0xAAAA_F000_1, 0xFFFF_9D5F_E..<0xFFFF_9D60_0,
      ])
    #expect(RigFrames.pages(maps: "", pageBytes: 4_096) == [])
  }

  private static func entry(_ frame: UInt64, flags: UInt64) -> [UInt8] {
    (0..<8).map { UInt8(truncatingIfNeeded: (frame | flags) >> ($0 * 8)) }
  }

  @Test func `a frame counts once, and only where it is there`() {
    let (present, swapped, written, own) = (UInt64(1) << 63, UInt64(1) << 62, UInt64(1) << 55, UInt64(1) << 56)
    var frames = RigFrames()
    #expect(frames.count == 0)
    frames.take(
      (Self.entry(7, flags: present) + Self.entry(9, flags: present | written) + Self.entry(11, flags: swapped))[...])
    #expect(frames.count == 2)
    frames.take((Self.entry(9, flags: present | own) + Self.entry(0, flags: 0) + Self.entry(8, flags: present))[...])
    #expect(frames.count == 3)
    // Half an entry is none.
    frames.take(Self.entry(77, flags: present)[..<7])
    #expect(frames.count == 3)
  }
}
