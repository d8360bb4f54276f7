import Wire

extension Hub {
  /// A list for a terminal, signed, where one that named `held` is to be told another. Who holds none is not told that it would
  /// be empty.
  func list(_ kind: HubListKind, for id: TerminalID, otherThan held: [UInt8]) async throws -> [UInt8]? {
    switch kind {
    case .losses:
      let list = try await lossList(at: clock())
      return held.isEmpty && list.cards.isEmpty ? nil : try signed(list, otherThan: held)
    case .disputes: return try await signed(store.disputeList(of: id), otherThan: held)
    case .uses: return try await signed(store.useList(of: id), otherThan: held)
    }
  }

  private func signed<List: HubList>(_ list: List?, otherThan held: [UInt8]) throws -> [UInt8]? {
    guard let payload = try list?.encoded(), List.hash(ofPayload: payload) != held else { return nil }
    return try Signed.sign(payload: payload, kind: List.kind, with: keys.receiptKey)
  }
}
