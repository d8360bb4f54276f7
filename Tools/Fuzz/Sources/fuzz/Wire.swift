import Codes
import LibCrypto
import Settlement
import Wire

let wireTargets = [
  FuzzTarget(
    name: "cbor", runs: 30_000,
    seeds: {
      let entry = Samples.entry(1, after: JournalEntry.noPrevious)
      return [
        try Samples.bundle(version: 4).encoded(), try Samples.delta.encoded(), try Samples.receipt.encoded(),
        try entry.encoded(), try Answer(receipt: [1], bundle: [2], delta: [3], hubTime: Samples.now).encoded(),
        try UploadRequest(terminal: Samples.terminal, trustVersion: 4, deltaNumber: 3, entries: [[0xD2, 1]]).encoded(),
        try UploadRequest(
          terminal: Samples.terminal, trustVersion: 4, deltaNumber: 3, entries: [],
          lists: HubLists(losses: [UInt8](repeating: 7, count: 32))
        ).encoded(),
        try Answer(receipt: nil, bundle: nil, delta: nil, lists: HubLists(losses: [4]), hubTime: Samples.now).encoded(),
        try LossList(
          number: 5, cards: [CardReference(issuer: 7, serial: 3), CardReference(issuer: 8, serial: .max)]
        ).encoded(),
        try DisputeList(
          terminal: Samples.terminal, number: 5, count: 1,
          items: [Dispute(sequence: 9, reason: .saleUnknown, at: Samples.now, amount: Fen(1_250))]
        ).encoded(),
        try UseList(
          terminal: Samples.terminal, number: 5,
          digests: [[UInt8](repeating: 3, count: 32), [UInt8](repeating: 7, count: 32)]
        ).encoded(),
      ]
    },
    run: { bytes in
      // Deterministic CBOR: what a message decodes from is what it encodes to.
      check(
        bytes, { () throws(WireFault) in try TrustBundle(decoding: bytes) },
        { value throws(WireFault) in try value.encoded() })
      check(
        bytes, { () throws(WireFault) in try RevocationDelta(decoding: bytes) },
        { value throws(WireFault) in try value.encoded() })
      check(
        bytes, { () throws(WireFault) in try Receipt(decoding: bytes) },
        { value throws(WireFault) in try value.encoded() })
      check(
        bytes, { () throws(WireFault) in try JournalEntry(decoding: bytes) },
        { value throws(WireFault) in try value.encoded() })
      check(
        bytes, { () throws(WireFault) in try Answer(decoding: bytes) },
        { value throws(WireFault) in try value.encoded() })
      check(
        bytes, { () throws(WireFault) in try UploadRequest(decoding: bytes) },
        { value throws(WireFault) in try value.encoded() })
      check(
        bytes, { () throws(WireFault) in try LossList(decoding: bytes) },
        { value throws(WireFault) in try value.encoded() })
      check(
        bytes, { () throws(WireFault) in try DisputeList(decoding: bytes) },
        { value throws(WireFault) in try value.encoded() })
      check(
        bytes, { () throws(WireFault) in try UseList(decoding: bytes) },
        { value throws(WireFault) in try value.encoded() })
    }),
  FuzzTarget(
    name: "inquiry", longest: 1_536, runs: 30_000,
    seeds: {
      [
        try inquiry(.payment(.weChatPay, Fen(1_250))).encoded(), try inquiry(.identity(.healthCard)).encoded(),
        try inquiry(.loss(CardReference(issuer: 7, serial: 3))).encoded(), try inquiry(.lossOfNumber).encoded(),
        try answer(.approved(reference: "SIM0123456789")).encoded(), try answer(.undetermined).encoded(),
        try answer(.lost(CardReference(issuer: 7, serial: 3))).encoded(),
        try answer(.identified(person)).encoded(),
      ]
    },
    run: { bytes in
      check(
        bytes, { () throws(WireFault) in try Inquiry(decoding: bytes) },
        { value throws(WireFault) in try value.encoded() })
      check(
        bytes, { () throws(WireFault) in try InquiryAnswer(decoding: bytes) },
        { value throws(WireFault) in try value.encoded() })
      // What a code that is asked about is made of.
      if let code = PresentedCode(bytes) {
        require(code.bytes.count <= PresentedCode.maximumCount, "a presented code is bounded")
        if let card = HealthCardForm.cardID(in: code.bytes) { require(card.count == 32, "a card ID has its size") }
      }
    }),
  FuzzTarget(
    name: "signed", longest: 1_024, runs: 6_000,
    seeds: { [Samples.signed(signedPayload, .receipt, by: Samples.hub)] },
    run: { bytes in
      for kind in SignedKind.allCases {
        let payload = made { () throws(WireFault) in try Signed.open(bytes, kind: kind, with: hubKey) }
        require(payload == nil || kind == .receipt && payload == signedPayload, "only what was signed opens")
      }
    }),
  FuzzTarget(
    name: "sealed", longest: 1_024, runs: 6_000,
    seeds: { [try Sealed.seal([1, 2, 3, 4], to: PeerKey(Samples.sealing.publicKey), context: sealedContext)] },
    run: { bytes in
      let opened = made { () throws(WireFault) in try Sealed.open(bytes, with: Samples.sealing, context: sealedContext)
      }
      // Anybody may seal; nobody can change what was.
      if let opened { require(opened == [1, 2, 3, 4], "only what was sealed opens") }
    }),
]

private let signedPayload = needed { try Samples.receipt.encoded() }
private let hubKey = needed { try VerifyingKey(Samples.hub.publicKey) }
private let sealedContext: [UInt8] = [7, 7]

private let inquiryID = needed { try Samples.unwrap(InquiryID([UInt8](repeating: 7, count: 16))) }

private func inquiry(_ question: Inquiry.Question) throws -> Inquiry {
  Inquiry(
    terminal: Samples.terminal, id: inquiryID, at: Samples.now,
    institution: try Samples.unwrap(InstitutionCode("P61040200001")), question: question, sealedCode: [1, 2, 3])
}

private func answer(_ outcome: InquiryAnswer.Outcome) -> InquiryAnswer {
  InquiryAnswer(
    terminal: Samples.terminal, id: inquiryID, inquiryHash: [UInt8](repeating: 3, count: 32), at: Samples.now,
    outcome: outcome)
}

private let person = IdentifiedPerson(
  card: CardReference(issuer: 1, serial: 2), maskedName: "王*明", birthYear: 1956,
  insured: Region(digits: 610_400).map { InsuredParty(region: $0, scheme: .employee) }, entitlements: .all,
  transactionsSincePrint: 7)

private func check<Message>(
  _ bytes: [UInt8], _ decode: () throws(WireFault) -> Message, _ encode: (Message) throws(WireFault) -> [UInt8]
) {
  guard let message = made(decode) else { return }
  require(made { () throws(WireFault) in try encode(message) } == bytes, "a message has one encoding")
}
