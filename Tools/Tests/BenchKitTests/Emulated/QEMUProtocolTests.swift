import Devices
import Testing
import Time

@testable import BenchKit

@Suite struct QEMUProtocolTests {
  @Test(arguments: [
    ("[S +12.345678] IRQ raise 5", QTest.Change(at: Uptime(microseconds: 12_345_678), line: 5, isHigh: true)),
    ("[S +0.000001] IRQ lower 0", QTest.Change(at: Uptime(microseconds: 1), line: 0, isHigh: false)),
    ("[S +86400.999999] IRQ lower 31", QTest.Change(at: Uptime(microseconds: 86_400_999_999), line: 31, isHigh: false)),
  ]) func `a change of a pin is read`(line: String, change: QTest.Change) {
    #expect(QTest.change(line) == change)
  }

  @Test(arguments: [
    "", "[S +12.345678] OK", "[R +12.345678] set_irq_in /machine/soc/gpio5 unnamed-gpio-in 10 1", "[I 0.000000] OPENED",
    "[S +12.345678] IRQ raise", "[S +12.345678] IRQ raise -1", "[S +12.345678] IRQ wobble 5",
    "[S 12.345678] IRQ raise 5",
    "[S +12.3456] IRQ raise 5", "[S +12] IRQ raise 5", "[S +x.345678] IRQ raise 5", "IRQ raise 5",
    "[S +99999999999999999999.000000] IRQ raise 5", "[S +12.345678] IRQ raise 5 6",
    "qemu-system-aarch64: warning: nic imx.enet.0 has no peer",
  ]) func `what tells of no pin is none`(line: String) {
    #expect(QTest.change(line) == nil)
  }

  @Test func `inputs are driven by chip and number`() {
    #expect(
      QTest.set(10, of: "/machine/soc/gpio5", isHigh: true) == "set_irq_in /machine/soc/gpio5 unnamed-gpio-in 10 1\n")
    #expect(QTest.watchOutputs(of: "/machine/soc/gpio4") == "irq_intercept_out /machine/soc/gpio4\n")
  }

  @Test func `answers are told from events`() {
    #expect(QMP.answer(#"{"return": {}}"#) == .done(nil))
    #expect(
      QMP.answer(#"{"return": "/machine/unattached/non-qdev-gpio[1]"}"#)
        == .done("/machine/unattached/non-qdev-gpio[1]"))
    #expect(QMP.answer(#"{"error": {"class": "GenericError", "desc": "no"}}"#) == .refused("no"))
    #expect(QMP.answer(#"{"timestamp": {"seconds": 1}, "event": "RESUME"}"#) == nil)
    #expect(QMP.answer("nonsense") == nil)
  }

  @Test func `only a machine that starts itself anew is told`() {
    #expect(QMP.isReset(#"{"event": "RESET", "data": {"guest": true, "reason": "guest-reset"}}"#))
    #expect(!QMP.isReset(#"{"event": "RESET", "data": {"guest": false, "reason": "host-qmp-system-reset"}}"#))
    #expect(!QMP.isReset(#"{"event": "RESUME"}"#))
  }

  @Test func `lines come in pieces`() {
    var splitter = LineSplitter()
    #expect(splitter.take(Array("one\r\ntw".utf8)) == ["one"])
    #expect(splitter.take(Array("o\n\nthree".utf8)) == ["two", ""])
    #expect(splitter.flush() == ["three"])
    #expect(splitter.flush() == [])
  }
}
