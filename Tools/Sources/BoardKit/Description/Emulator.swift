extension BoardDescription {
  /// How QEMU plays a board.
  public struct Emulator: Sendable {
    /// The program, such as `qemu-system-aarch64`.
    public var program: String
    public var machine: String
    /// In MiB.
    public var memory: Int
    /// The device that each `-serial` is to the board, in QEMU's order.
    public var serial: [String]
    /// QEMU's object of each GPIO chip, by the chip's label.
    public var chips: [String: String]
    /// The card's bus: the number that `-drive if=sd,bus=` takes.
    public var cardBus: Int
    /// The model that `-nic model=` takes.
    public var networkModel: String
    /// How many interfaces of that model QEMU gives out before the one that is wired.
    public var networkIndex: Int
    /// What the emulator is known to differ in from the board, for people.
    public var notEmulated: [String]
  }
}
