import CGlibc
import Devices
import Testing

@testable import Desk

@Suite struct PseudoTerminalTests {
  // linux/ioctl: _IOW('T', 0x31, int) and _IOR('T', 0x30, unsigned int).
  private let lockRequest: UInt = 0x4004_5431
  private let numberRequest: UInt = 0x8004_5430

  /// The far end of a pseudo-terminal, and the path of the near one.
  private func far() -> (descriptor: Int32, path: String) {
    let descriptor = glibc_open("/dev/ptmx", O_RDWR | O_NOCTTY, 0)
    var isLocked: Int32 = 0
    var number: Int32 = -1
    #expect(glibc_ioctl_int(descriptor, lockRequest, &isLocked) == 0)
    #expect(glibc_ioctl_int(descriptor, numberRequest, &number) == 0)
    return (descriptor, "/dev/pts/\(number)")
  }

  @Test func bytesPassUnchangedBothWays() throws {
    let (far, path) = far()
    defer { close(far) }
    let port = PseudoTerminal()
    _ = try port.open(path: path, rate: 9_600)
    var buffer: [UInt8] = []
    #expect(try port.read(into: &buffer, atMost: 100) == 0)
    // What a terminal in its ordinary mode would change: CR, LF, ^C, ^D, DEL, high bytes.
    let bytes: [UInt8] = [0x0D, 0x0A, 0x03, 0x04, 0x7F, 0xFF, 0x41]
    #expect(write(far, bytes, bytes.count) == bytes.count)
    #expect(try port.read(into: &buffer, atMost: 100) == bytes.count)
    #expect(buffer == bytes)
    #expect(try port.write(bytes[...]) == bytes.count)
    var back = [UInt8](repeating: 0, count: 100)
    #expect(read(far, &back, back.count) == bytes.count)
    #expect(Array(back.prefix(bytes.count)) == bytes)
  }

  @Test func aFarEndThatClosesIsGone() throws {
    let (far, path) = far()
    let port = PseudoTerminal()
    _ = try port.open(path: path, rate: 9_600)
    close(far)
    var buffer: [UInt8] = []
    #expect(throws: PortFault.gone) { _ = try port.read(into: &buffer, atMost: 100) }
    #expect(throws: PortFault.gone) { _ = try port.write([1]) }
    port.close()
    #expect(throws: PortFault.gone) { _ = try port.read(into: &buffer, atMost: 100) }
  }

  @Test func whatIsNoTerminalIsRefused() {
    #expect(throws: (any Error).self) { _ = try PseudoTerminal().open(path: "/dev/null", rate: 9_600) }
    #expect(throws: (any Error).self) { _ = try PseudoTerminal().open(path: "/nowhere", rate: 9_600) }
  }
}
