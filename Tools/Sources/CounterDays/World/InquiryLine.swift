import Terminal
import Time
import Wire

/// What is under way between the terminal and the hub while a customer waits.
struct InquiryLine {
  private struct Passage {
    var at: Uptime
    var what: What
  }

  private enum What {
    /// The question is at the hub; so many milliseconds later what comes of it is back, if it ever is.
    case arrives([UInt8], InquiryID, back: UInt64?)
    case returns(UplinkReply)
  }

  private var passages: [Passage] = []

  /// When something next arrives.
  var due: Uptime? { passages.map(\.at).min() }

  /// The uplink tries for so long, in milliseconds.
  private static let patience: UInt64 = 20_000

  /// A question leaves the terminal.
  mutating func ask(_ body: [UInt8], over network: NetworkState, at now: Uptime) {
    guard let payload = try? Signed.payloadUnverified(body, kind: .inquiry),
      let inquiry = try? Inquiry(decoding: payload)
    else { return }
    func add(_ milliseconds: UInt64, _ what: What) {
      passages.append(Passage(at: now.advanced(byMilliseconds: milliseconds), what: what))
    }
    func arrives(back: UInt64?) -> What { .arrives(body, inquiry.id, back: back) }
    let gone = What.returns(.none(inquiry.id.bytes))
    switch network {
    case .fine: add(60, arrives(back: 60))
    case .slow: add(60, arrives(back: 15_000))
    case .gone: add(120, gone)
    case .losesRequests: add(Self.patience, gone)
    case .losesAnswers:
      add(60, arrives(back: nil))
      add(Self.patience, gone)
    case .doubles:
      add(60, arrives(back: 60))
      add(90, arrives(back: 60))
    case .repeatsLate:
      add(60, arrives(back: 60))
      add(40_000, arrives(back: 60))
    }
  }

  /// Takes what has come. `hub` answers a question, or has nothing to say.
  mutating func take(at now: Uptime, hub: ([UInt8]) -> [UInt8]?) -> [UplinkReply] {
    var replies: [UplinkReply] = []
    while let index = passages.indices.filter({ passages[$0].at <= now }).min(by: { passages[$0].at < passages[$1].at })
    {
      let passage = passages.remove(at: index)
      switch passage.what {
      case .returns(let reply): replies.append(reply)
      case .arrives(let body, let id, let back):
        let answer = hub(body)
        guard let back else { continue }
        passages.append(
          Passage(
            at: passage.at.advanced(byMilliseconds: back),
            what: .returns(answer.map { .answer($0) } ?? .none(id.bytes))))
      }
    }
    return replies
  }

  /// The uplink is gone: nothing comes back any more. What is on its way to the hub arrives all the same.
  mutating func drop() {
    passages = passages.compactMap { passage in
      guard case .arrives(let body, let id, _) = passage.what else { return nil }
      return Passage(at: passage.at, what: .arrives(body, id, back: nil))
    }
  }
}
