import Wire

extension Hub {
  /// The signed list of a terminal's open disputes, where one that named `held` is to be told another. A terminal of which
  /// nothing was ever disputed is told none.
  func disputes(of id: TerminalID, otherThan held: [UInt8]) async throws -> [UInt8]? {
    guard let list = try await store.disputeList(of: id) else { return nil }
    return try signed(list.encoded(), of: DisputeList.self, otherThan: held)
  }

  /// A list's payload, signed where it is not the one that is held.
  func signed<List: HubList>(_ payload: [UInt8], of: List.Type, otherThan held: [UInt8]) throws -> [UInt8]? {
    guard List.hash(ofPayload: payload) != held else { return nil }
    return try Signed.sign(payload: payload, kind: List.kind, with: keys.receiptKey)
  }
}
