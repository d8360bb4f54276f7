/// The presentations of codes that the other terminals of a terminal's institution have accepted of late, signed with the hub's
/// receipt key (``SignedKind/useList``): a code that was used at the next counter is not good at this one.
///
/// It can only have codes refused, never accepted; and it is no promise: what a terminal accepted that has no network, or less than
/// a minute ago, the others do not know.
public struct UseList: HubList, Equatable, Sendable {
  public static let kind = SignedKind.useList

  /// Whose list it is, with none of its own uses on it.
  public var terminal: TerminalID
  public var number: UInt64
  /// ``JournalEntry/Body-swift.enum/presentationDigest`` of the entries, each of ``Sale/digestSize`` bytes. Rising, none twice; at
  /// most ``WireLimits/useCount``.
  public var digests: [[UInt8]]

  public init(terminal: TerminalID, number: UInt64, digests: [[UInt8]]) {
    self.terminal = terminal
    self.number = number
    self.digests = digests
  }

  public func isFor(_ terminal: TerminalID) -> Bool { terminal == self.terminal }

  /// The payload to sign.
  public func encoded() throws(WireFault) -> [UInt8] {
    try validate()
    var writer = CBORWriter()
    writer.array(3)
    writer.text(terminal.text)
    writer.unsigned(number)
    writer.array(digests.count)
    for digest in digests { writer.bytes(digest) }
    return writer.bytes
  }

  public init(decoding payload: [UInt8]) throws(WireFault) {
    guard payload.count <= WireLimits.useListSize else { throw .tooLarge }
    var reader = CBORReader(payload)
    try reader.array(3)
    terminal = try reader.terminal()
    number = try reader.unsigned()
    let count = try reader.array(count: 0...WireLimits.useCount)
    digests = []
    for _ in 0..<count { digests.append(try reader.bytes(count: Sale.digestSize)) }
    try reader.finish()
    try validate()
  }

  private func validate() throws(WireFault) {
    guard number >= 1 else { throw .outOfRange }
    guard digests.count <= WireLimits.useCount else { throw .tooLarge }
    for (index, digest) in digests.enumerated() {
      guard digest.count == Sale.digestSize else { throw .outOfRange }
      guard index == 0 || digests[index - 1].lexicographicallyPrecedes(digest) else { throw .inconsistent }
    }
  }
}
