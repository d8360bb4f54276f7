import Devices
import Testing

@testable import BoardKit

@Suite struct BoardCheckTests {
  private func conflicts(
    tree more: String = "", _ change: (inout BoardDescription) -> Void = { _ in }
  ) throws -> [Conflict] {
    BoardCheck(board: try Fixture.board(change), tree: try Fixture.tree(more)).conflicts
  }

  @Test func `a board that fits has no conflicts`() throws {
    #expect(try conflicts() == [])
  }

  @Test func `two roles on one line`() throws {
    let found = try conflicts { $0.lines[.ledRed] = $0.lines[.buzzer] }
    #expect(found == [.sameLine(.buzzer, .ledRed)])
  }

  @Test func `a chip that is not there`() throws {
    let found = try conflicts { $0.lines[.tamper]?.chip = "9000.gpio" }
    #expect(found == [.unknownChip(.tamper, label: "9000.gpio"), .chipNotEmulated("9000.gpio")])
  }

  @Test func `a node that is no chip is none`() throws {
    let found = try conflicts { $0.lines[.tamper]?.chip = "4000.serial" }
    #expect(found.first == .unknownChip(.tamper, label: "4000.serial"))
  }

  @Test func `a chip by the label of a driver that does not take the device's name`() throws {
    let found = try conflicts {
      $0.lines[.tamper]?.chip = "own-label"
      $0.chips = ["own-label": "/gpio@3000"]
      $0.emulator?.chips["own-label"] = "/two"
    }
    #expect(found == [])
  }

  @Test func `a line that the chip does not have`() throws {
    let found = try conflicts { $0.lines[.tamper]?.offset = 4 }
    #expect(found == [.noPad(.tamper, chip: "3000.gpio", offset: 4)])
  }

  @Test(arguments: [
    ("key { gpios = <&one 5 0>; };", "/key"), ("reg { enable-gpios = <&one 5 0>; };", "/reg"),
    ("reg { reset-gpio = <&two 1 0>, <&one 5 0>; };", "/reg"),
    ("irq { interrupt-parent = <&one>; interrupts = <5 2>; };", "/irq"),
    ("irq { interrupts-extended = <&gic 0 5 4>, <&one 5 2>; };", "/irq"),
  ])
  func `a line that a device of the tree uses`(_ device: String, _ path: String) throws {
    #expect(try conflicts(tree: "/ { \(device) };") == [.lineInUse(.keypadColumn1, by: path)])
  }

  @Test func `a line that the tree itself holds`() throws {
    let found = try conflicts(tree: "&one { hog { gpio-hog; gpios = <5 0>; output-high; }; };")
    #expect(found == [.lineInUse(.keypadColumn1, by: "/gpio@2000/hog")])
  }

  @Test(arguments: [
    "/ { key { gpios = <&one 5 0>; status = \"disabled\"; }; };",
    "&soc { status = \"disabled\"; key { gpios = <&one 5 0>; }; };",
    "/ { key { gpios = <&two 3 0>; }; };", "/ { irq { interrupts = <0 5 4>; }; };",
    "/ { irq { interrupt-parent = <&two>; interrupts = <3 2>; }; };", "/ { key { gpios = <0>, <&two 3 0>; }; };",
  ])
  func `what is disabled, or on another line, is in nobody's way`(_ more: String) throws {
    #expect(try conflicts(tree: more) == [])
  }

  @Test func `a pad that a device has set up for something else`() throws {
    let found = try conflicts(tree: "&uart0 { pinctrl-0 = <&five>; };")
    #expect(
      found == [
        .padInUse(.keypadColumn1, by: "/serial@4000"), .padTwice(pin: 5, "/pinctrl@1000", "/serial@4000"),
      ])
  }

  @Test func `a pad that two devices set up`() throws {
    let found = try conflicts(tree: "&uart0 { pinctrl-0 = <&spare>; }; &uart1 { pinctrl-0 = <&spare>; };")
    #expect(found == [.padTwice(pin: 24, "/serial@4000", "/serial@5000")])
  }

  @Test func `a device may name a pad in each of its states`() throws {
    #expect(try conflicts(tree: "&uart0 { pinctrl-0 = <&spare>; pinctrl-1 = <&spare>; };") == [])
  }

  @Test func `a pad that nothing makes a GPIO`() throws {
    let found = try conflicts { $0.lines[.ledRed] = .init(chip: "2000.gpio", offset: 19, pad: "PAD19") }
    #expect(found == [.padNotSetUp(.ledRed, pad: "PAD19")])
  }

  @Test func `ports that are twice, disabled or not there`() throws {
    let found = try conflicts(tree: "&uart1 { status = \"disabled\"; };") {
      $0.ports.spare = Fixture.port(0)
      $0.ports.console = Fixture.port(7)
    }
    #expect(
      found == [
        .disabledPort(role: "printer", device: "ttymxc1", node: "/serial@5000"),
        .unknownPort(role: "console", device: "ttymxc7"), .samePort("scanner", "spare"),
      ])
  }

  @Test func `what the emulator cannot show`() throws {
    let found = try conflicts(tree: "&lines { fsl,pins = <0 0 0 5 0 0>; };") {
      $0.lines[.ledRed] = .init(chip: "3000.gpio", offset: 1, pad: "PAD33")
      $0.image.data += 1
    }
    #expect(found.contains(.outputsOnManyChips(["2000.gpio", "3000.gpio"])))
    #expect(found.contains(.cardNotEmulated(size: 257)))
  }

  @Test func `a board without an emulator may have its outputs anywhere`() throws {
    let found = try conflicts {
      $0.lines[.ledRed] = .init(chip: "3000.gpio", offset: 0, pad: "PAD32")
      $0.lines[.tamper] = .init(chip: "2000.gpio", offset: 16, pad: "PAD16")
      $0.emulator = nil
    }
    #expect(found == [])
  }

  @Test func `no damaged tree is read, nor out of bounds`() throws {
    let board = Repository.root.appendingPathComponent("Boards/imx8mp-evk/overlay.dts")
    let data = try Command.run("dtc", ["-q", "-@", "-I", "dts", "-O", "dtb", board.path])
    #expect(DeviceTree(flattened: data) != nil)
    for length in stride(from: 0, to: data.count, by: 7) { _ = DeviceTree(flattened: data.prefix(length)) }
    for at in stride(from: 0, to: data.count, by: 5) {
      var damaged = data
      damaged[at] ^= 0xFF
      _ = DeviceTree(flattened: damaged)
    }
    #expect(DeviceTree(flattened: data.prefix(data.count / 2)) == nil)
  }
}
