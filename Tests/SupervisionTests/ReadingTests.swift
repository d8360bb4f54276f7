import Supervision
import Testing

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

@Suite struct KernelEventTests {
  private func datagram(_ lines: [String]) -> [UInt8] { lines.flatMap { bytes($0) + [0] } }

  @Test func aPartitionThatCame() {
    let event = KernelEvent(
      datagram: datagram([
        "add@/devices/platform/soc@0/30b50000.mmc/mmc_host/mmc1/mmc1:4567/block/mmcblk1/mmcblk1p2", "ACTION=add",
        "DEVPATH=/devices/platform", "SUBSYSTEM=block", "MAJOR=179", "DEVNAME=mmcblk1p2", "DEVTYPE=partition",
        "PARTN=2", "PARTNAME=root-a", "SEQNUM=1234",
      ]))
    #expect(event?.action == .add)
    #expect(event?.subsystem == "block")
    #expect(event?.device == "mmcblk1p2")
    #expect(event?.partition == "root-a")
    #expect(event.flatMap { CardPartition.path(labelled: "root-a", in: $0) } == "/dev/mmcblk1p2")
    #expect(event.flatMap { CardPartition.path(labelled: "root-b", in: $0) } == nil)
    #expect(event.flatMap { CardPartition.path(labelled: "root", in: $0) } == nil)
  }

  @Test func anInterfaceThatCame() {
    let event = KernelEvent(datagram: datagram(["add@/x", "ACTION=add", "SUBSYSTEM=net", "INTERFACE=eth0"]))
    #expect(event?.interface == "eth0")
    #expect(event?.device == "")
  }

  @Test func aPartitionThatWentIsNotFound() {
    let event = KernelEvent(
      datagram: datagram(["remove@/x", "ACTION=remove", "DEVNAME=mmcblk1p2", "PARTNAME=root-a"]))
    #expect(event?.action == .remove)
    #expect(event.flatMap { CardPartition.path(labelled: "root-a", in: $0) } == nil)
  }

  @Test(arguments: ["", "libudev", "add@/x", "no at sign\0ACTION=add\0"]) func whatIsNoEvent(_ text: String) {
    #expect(KernelEvent(datagram: bytes(text)) == nil)
  }

  @Test func aDatagramThatIsTooLongIsNone() {
    let long = bytes("add@/x\0") + [UInt8](repeating: 0x41, count: KernelEvent.maximumBytes)
    #expect(KernelEvent(datagram: long) == nil)
  }

  @Test(arguments: [
    ("tty/ttyS0", "tty/ttyS0"), ("/dev/ttyS0", "ttyS0"), ("../etc/passwd", ""), ("a/../b", ""), ("a//b", ""), ("", ""),
  ])
  func aNameStaysUnderItsFolder(_ name: String, _ device: String) {
    #expect(KernelEvent(datagram: datagram(["add@/x", "DEVNAME=" + name]))?.device == device)
  }

  @Test func theFileOfADeviceThatIsThere() {
    let event = KernelEvent(file: bytes("MAJOR=179\nMINOR=2\nDEVNAME=mmcblk1p2\nDEVTYPE=partition\nPARTNAME=data\n"))
    #expect(event.action == .add)
    #expect(
      CardPartition.path(labelled: "data", among: [bytes("DEVNAME=sda"), bytes("DEVNAME=b\nPARTNAME=data")]) == "/dev/b"
    )
    #expect(event.partition == "data")
  }

  /// Nothing the kernel could say makes reading it fail.
  @Test func anyBytesAreRead() {
    var random: UInt64 = 0x5EED
    for _ in 0..<2_000 {
      let length = Int(random % 64)
      let noise = (0..<length).map { _ -> UInt8 in
        random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let byte = UInt8(truncatingIfNeeded: random >> 33)
        return byte < 40 ? 0 : byte < 60 ? UInt8(ascii: "=") : byte < 80 ? UInt8(ascii: "@") : byte
      }
      _ = KernelEvent(datagram: noise)
      _ = KernelEvent(file: noise)
      _ = Notification(noise)
      _ = Slot(commandLine: noise)
      _ = ModuleList(noise, folder: "/m")
      random = random &* 6_364_136_223_846_793_005 &+ 1
    }
  }
}

@Suite struct CommandLineTests {
  @Test(arguments: [
    ("console=ttymxc1,115200 acceptd.slot=a panic=5\n", Slot.a), ("acceptd.slot=b", .b),
    ("acceptd.slot=a acceptd.slot=b", .b),
  ])
  func aSlotThatIsNamed(_ line: String, _ slot: Slot) { #expect(Slot(commandLine: bytes(line)) == slot) }

  @Test(arguments: [
    "", "quiet", "acceptd.slot=", "acceptd.slot=c", "acceptd.slot=ab", "xacceptd.slot=a", "acceptd.slot",
    "acceptd.slot=a acceptd.slot=",
  ])
  func noSlotIsGuessed(_ line: String) { #expect(Slot(commandLine: bytes(line)) == nil) }

  @Test func theSlotsHaveTheirOwnPartitions() {
    #expect(Set(Slot.allCases.map(\.partition)).count == 2)
  }

  @Test(arguments: [(Slot.a, Slot.b), (.b, .a)])
  func theOtherSlotComesSecondAndIsNotWaitedFor(_ asked: Slot, _ other: Slot) {
    let candidates = asked.candidates
    #expect(candidates.map(\.slot) == [asked, other])
    #expect(candidates.map { $0.patience > 0 } == [true, false])
  }
}

@Suite struct ModuleListTests {
  @Test func pathsOptionsAndComments() {
    let list = ModuleList(
      bytes("# storage\nmmc.ko\n\n/lib/x/ext4.ko\t\n  sdhci.ko debug_quirks=1 b=2\nlast.ko"), folder: "/lib/modules")
    #expect(
      list.modules == [
        .init(path: "/lib/modules/mmc.ko"), .init(path: "/lib/x/ext4.ko"),
        .init(path: "/lib/modules/sdhci.ko", options: "debug_quirks=1 b=2"), .init(path: "/lib/modules/last.ko"),
      ])
  }

  @Test func nothingIsNoModule() { #expect(ModuleList([], folder: "/m").modules.isEmpty) }
}

@Suite struct NotificationTests {
  @Test(arguments: [
    ("READY=1", true, false, false), ("WATCHDOG=1", false, true, false), ("STOPPING=1", false, false, true),
    ("READY=1\nWATCHDOG=1\n", true, true, false), ("READY=0", false, false, false),
    ("STATUS=READY=1", false, false, false),
    ("", false, false, false),
  ])
  func whatAServiceSays(_ text: String, _ ready: Bool, _ alive: Bool, _ stopping: Bool) {
    let notification = Notification(bytes(text))
    #expect(notification.isReady == ready)
    #expect(notification.isAlive == alive)
    #expect(notification.isStopping == stopping)
  }
}

@Suite struct EndingTests {
  @Test(arguments: [
    (0 as Int32, Ending.exited(0)), (78 << 8, .exited(78)), (11, .killed(signal: 11)), (6 | 0x80, .killed(signal: 6)),
  ])
  func theStatusWordOfWait(_ status: Int32, _ ending: Ending) { #expect(Ending(status: status) == ending) }
}

@Suite struct HardwareTimeTests {
  /// The date of the image, and when the data was last written.
  private static let image: Int64 = 1_763_000_000
  private static let written: Int64 = 1_763_700_000
  private static let earliest = HardwareTime.earliest

  @Test(arguments: [
    (1_763_762_345 as Int64?, 1_763_762_345 as Int64, HardwareTime.agrees), (1_763_762_345, 1_763_762_344, .agrees),
    (1_763_762_345, 1_763_762_347, .set(1_763_762_345)), (1_763_762_345, 100, .set(1_763_762_345)),
    (nil, 100, .lost(atLeast: written)), (nil, 1_763_762_345, .lost(atLeast: written)), (0, 0, .lost(atLeast: written)),
    // Before the image nothing of it ran; the last write may have been made by a clock that was ahead.
    (image - 1, image - 1, .lost(atLeast: written)), (image, 0, .set(image)), (written - 1, 0, .set(written - 1)),
    (HardwareTime.latest, 0, .set(HardwareTime.latest)), (HardwareTime.latest + 1, 0, .lost(atLeast: written)),
    (.max, .min, .lost(atLeast: written)), (image, .min, .set(image)), (image, .max, .set(image)),
  ])
  func whatTheClockIsGoodFor(_ clock: Int64?, _ system: Int64, _ time: HardwareTime) {
    #expect(HardwareTime(clock: clock, system: system, image: Self.image, written: Self.written) == time)
  }

  @Test(arguments: [
    (nil as Int64?, nil as Int64?, earliest), (nil, written, written), (image, nil, image), (image, written, written),
    (written, image, written), (0, 0, earliest), (earliest - 1, earliest - 1, earliest), (.min, .min, earliest),
    (HardwareTime.latest + 1, image, image), (image, HardwareTime.latest + 1, image), (.max, .max, earliest),
    (HardwareTime.latest, image, HardwareTime.latest),
  ])
  func aLostClockStartsAtTheLatestTimeThatIsPast(_ image: Int64?, _ written: Int64?, _ start: Int64) {
    #expect(HardwareTime(clock: nil, system: 0, image: image, written: written) == .lost(atLeast: start))
  }

  @Test(arguments: [
    (earliest, nil as Int64?, HardwareTime.set(earliest)), (earliest - 1, nil, .lost(atLeast: earliest)),
    (image, .max, .set(image)), (earliest, image, .lost(atLeast: image)),
  ])
  func anImageThatSaysNothingMakesNoClockWrong(_ clock: Int64, _ image: Int64?, _ time: HardwareTime) {
    #expect(HardwareTime(clock: clock, system: 0, image: image, written: nil) == time)
  }
}

@Suite struct DataFileSystemTests {
  private func superblock(magic: [UInt8], state: UInt8) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: DataFileSystem.lookedAt)
    block[1_080] = magic[0]
    block[1_081] = magic[1]
    block[1_082] = state
    return block
  }

  @Test(arguments: [
    ([0x53, 0xEF] as [UInt8], 1 as UInt8, DataFileSystem.usable), ([0x53, 0xEF], 0, .usable),
    ([0x53, 0xEF], 2, .inconsistent), ([0x53, 0xEF], 3, .inconsistent), ([0, 0], 1, .missing),
    ([0xEF, 0x53], 1, .missing),
  ])
  func whatTheSuperblockSays(_ magic: [UInt8], _ state: UInt8, _ found: DataFileSystem) {
    #expect(DataFileSystem(superblock(magic: magic, state: state)) == found)
  }

  @Test func whenItWasLastWritten() {
    var block = superblock(magic: [0x53, 0xEF], state: 1)
    #expect(DataFileSystem.lastWritten(block) == nil)
    block.replaceSubrange(1_072..<1_076, with: [0x40, 0x30, 0x20, 0xF9])
    #expect(DataFileSystem.lastWritten(block) == 0xF920_3040)
    #expect(DataFileSystem.lastWritten(Array(block.dropLast())) == nil)
    block[1_080] = 0
    #expect(DataFileSystem.lastWritten(block) == nil)
    #expect(DataFileSystem.lastWritten([]) == nil)
  }

  @Test func aPartitionThatIsCutShortHasNone() {
    #expect(DataFileSystem([UInt8](repeating: 0xFF, count: DataFileSystem.lookedAt - 1)) == .missing)
    #expect(DataFileSystem([]) == .missing)
  }
}
