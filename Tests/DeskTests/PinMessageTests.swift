import Desk
import Devices
import Testing

@Suite struct PinMessageTests {
  @Test(arguments: [
    PinMessage.outputs(mask: .outputs, levels: .keypadRows, microseconds: .max),
    .inputs(mask: .inputs, levels: .tamper, answering: 0x0102_0304),
    .clockOffset(seconds: 86_400), .clockOffset(seconds: -1), .clockOffset(seconds: .min),
    .fault(.deathBeforeCommit), .fault(.deathAfterCommit), .fault(.diskFull), .fault(.diskRoom),
  ]) func whatIsWrittenIsRead(_ message: PinMessage) {
    #expect(message.bytes.count == PinMessage.byteCount)
    #expect(PinMessage(message.bytes[...]) == message)
  }

  @Test func theBytesAreAsTheyAreDescribed() {
    let message = PinMessage.outputs(
      mask: LineSet(rawValue: 0x0102_0304), levels: LineSet(rawValue: 0x1112_1314), microseconds: 0x2122_2324)
    #expect(
      message.bytes == [
        0x4F, 0, 0, 0, 0x04, 0x03, 0x02, 0x01, 0x14, 0x13, 0x12, 0x11, 0x24, 0x23, 0x22, 0x21,
      ])
    #expect(PinMessage.clockOffset(seconds: -2).bytes.suffix(8) == [0xFE] + [UInt8](repeating: 0xFF, count: 7))
  }

  @Test func rubbishIsNoMessage() {
    #expect(PinMessage([]) == nil)
    #expect(PinMessage([0x4F] + [UInt8](repeating: 0, count: 14)) == nil)
    #expect(PinMessage([0x4F] + [UInt8](repeating: 0, count: 16)) == nil)
    #expect(PinMessage([0x58] + [UInt8](repeating: 0, count: 15)) == nil)
    #expect(PinMessage([0x4F, 1] + [UInt8](repeating: 0, count: 14)) == nil)
    #expect(PinMessage([0x46, 0, 0, 0, 5] + [UInt8](repeating: 0, count: 11)) == nil)
  }
}
