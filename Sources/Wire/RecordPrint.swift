/// That a person's transaction record was printed at the terminal that has it: no money is in it. What was counted against the limit of
/// transactions without a print counts no more.
public struct RecordPrint: Equatable, Sendable {
  public var proof: IdentityProof
  /// How many sales the record lists, those that were taken back among them.
  public var count: UInt32

  public init(proof: IdentityProof, count: UInt32) {
    self.proof = proof
    self.count = count
  }

  func write(to writer: inout CBORWriter) throws(WireFault) {
    writer.array(2)
    try proof.write(to: &writer)
    writer.unsigned(UInt64(count))
  }

  init(from reader: inout CBORReader) throws(WireFault) {
    try reader.array(2)
    proof = try IdentityProof(from: &reader)
    count = try reader.unsigned32()
  }
}
