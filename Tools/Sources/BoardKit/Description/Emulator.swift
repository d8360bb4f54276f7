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
    /// How the card becomes a disk with a write cache; nil where nobody has found a way.
    public var cachedCard: CachedCard?
    /// The model that `-nic model=` takes.
    public var networkModel: String
    /// How many interfaces of that model QEMU gives out before the one that is wired.
    public var networkIndex: Int
    /// What the emulator is known to differ in from the board, for people.
    public var notEmulated: [String]
  }

  /// An SD card has no cache of its own that Linux would flush, so nobody sees by it what the terminal asks of one that has, as an eMMC
  /// has. The same image on a disk behind another bus of the board shows it.
  public struct CachedCard: Sendable {
    /// QEMU's device, which is given `drive=`: such as `virtio-blk-pci,bus=dw-pcie`.
    public var device: String
    /// Kernel modules that it takes beyond those of the image.
    public var modules: [String]
    /// Properties that a copy of the device tree is freed of, by the path of their node.
    public var without: [String: [String]]
  }
}
