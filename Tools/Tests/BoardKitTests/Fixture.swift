import Devices
import Foundation

@testable import BoardKit

/// A made-up board small enough to be seen at once: two GPIO chips on an i.MX pin controller, two serial ports.
enum Fixture {
  /// The device tree, with more in it where the caller says.
  static func tree(_ more: String = "") throws -> DeviceTree {
    let source = """
      /dts-v1/;
      / {
        interrupt-parent = <&gic>;
        aliases { serial0 = &uart0; serial1 = &uart1; serial2 = &uart2; };
        gic: interrupt-controller { interrupt-controller; #interrupt-cells = <3>; };
        pins: pinctrl@1000 {
          reg = <0x1000 0x100>;
          pinctrl-0 = <&lines>;
          lines: linesgrp { fsl,pins = <
            0x00 0 0 5 0 0  0x04 0 0 5 0 0  0x08 0 0 5 0 0  0x0c 0 0 5 0 0  0x10 0 0 5 0 0  0x14 0 0 5 0 0
            0x18 0 0 5 0 0  0x1c 0 0 5 0 0  0x20 0 0 5 0 0  0x24 0 0 5 0 0  0x28 0 0 5 0 0  0x2c 0 0 5 0 0
            0x30 0 0 5 0 0  0x34 0 0 5 0 0  0x38 0 0 5 0 0  0x3c 0 0 5 0 0  0x40 0 0 5 0 0  0x80 0 0 5 0 0>; };
          five: fivegrp { fsl,pins = <0x14 0 0 1 0 0>; };
          spare: sparegrp { fsl,pins = <0x60 0 0 1 0 0>; };
        };
        one: gpio@2000 {
          reg = <0x2000 0x100>; gpio-controller; #gpio-cells = <2>; interrupt-controller; #interrupt-cells = <2>;
          gpio-ranges = <&pins 0 0 20>;
        };
        two: gpio@3000 {
          reg = <0x3000 0x100>; gpio-controller; #gpio-cells = <2>; interrupt-controller; #interrupt-cells = <2>;
          gpio-ranges = <&pins 0 32 4>;
        };
        uart0: serial@4000 { reg = <0x4000 0x100>; };
        uart1: serial@5000 { reg = <0x5000 0x100>; };
        uart2: serial@6000 { reg = <0x6000 0x100>; status = "okay"; };
        soc: bus { };
      };
      \(more)
      """
    let folder = FileManager.default.temporaryDirectory
    let file = folder.appendingPathComponent("board-fixture-\(UUID().uuidString).dts")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(source.utf8).write(to: file)
    let flattened = try Command.run("dtc", ["-q", "-I", "dts", "-O", "dtb", file.path])
    guard let tree = DeviceTree(flattened: flattened) else { throw BoardFault("dtc's tree was not read") }
    return tree
  }

  /// The board that the tree is of: outputs and columns on the first chip, tamper on the second.
  static func board(_ change: (inout BoardDescription) -> Void = { _ in }) throws -> BoardDescription {
    var board = try BoardDescription(folder: Repository.board("imx8mp-evk"))
    for (offset, line) in Line.allCases.enumerated() {
      board.lines[line] = .init(chip: "2000.gpio", offset: offset, pad: "PAD\(offset)")
    }
    board.lines[.tamper] = .init(chip: "3000.gpio", offset: 0, pad: "PAD32")
    board.ports.scanner = port(0)
    board.ports.printer = port(1)
    board.ports.console = port(2)
    board.ports.spare = nil
    board.emulator?.chips = ["2000.gpio": "/one", "3000.gpio": "/two"]
    change(&board)
    return board
  }

  static func port(_ number: Int) -> BoardDescription.Port {
    BoardDescription.Port(device: "ttymxc\(number)", receive: "RX", transmit: "TX", number: number)
  }
}
