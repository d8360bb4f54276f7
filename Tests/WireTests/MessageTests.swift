import Testing
import Time
import Wire

/// A message behind closures, so that one table holds all kinds.
struct MessageCase: CustomTestStringConvertible, Sendable {
  var name: String
  var bytes: @Sendable () throws -> [UInt8]
  /// Decodes, and encodes what came out.
  var again: @Sendable ([UInt8]) throws -> [UInt8]

  var testDescription: String { name }

  static let all: [MessageCase] = [
    MessageCase(name: "entry, sale with every field") {
      try Samples.entry(Samples.sale).encoded()
    } again: {
      try JournalEntry(decoding: $0).encoded()
    },
    MessageCase(name: "entry, first, region not open") {
      try Samples.entry(Samples.regionNotOpenSale, sequence: 1).encoded()
    } again: {
      try JournalEntry(decoding: $0).encoded()
    },
    MessageCase(name: "entry, uninsured") {
      try Samples.entry(Samples.uninsuredSale).encoded()
    } again: {
      try JournalEntry(decoding: $0).encoded()
    },
    MessageCase(name: "entry, uninsured, paid by the code") {
      try Samples.entry(Samples.uninsuredSaleByCode).encoded()
    } again: {
      try JournalEntry(decoding: $0).encoded()
    },
    MessageCase(name: "entry, sale of articles") {
      try Samples.entry(Samples.saleOfArticles).encoded()
    } again: {
      try JournalEntry(decoding: $0).encoded()
    },
    MessageCase(name: "entry, identified and paid online") {
      try Samples.entry(Samples.onlineSale).encoded()
    } again: {
      try JournalEntry(decoding: $0).encoded()
    },
    MessageCase(name: "entry, payment intent") {
      try Samples.entry(.paymentIntent(Samples.intent)).encoded()
    } again: {
      try JournalEntry(decoding: $0).encoded()
    },
    MessageCase(name: "entry, payment reversal") {
      try Samples.entry(.paymentReversal(Samples.reversal)).encoded()
    } again: {
      try JournalEntry(decoding: $0).encoded()
    },
    MessageCase(name: "entry, sale to nobody in particular") {
      try Samples.entry(.unidentifiedSale(Samples.unidentifiedSale)).encoded()
    } again: {
      try JournalEntry(decoding: $0).encoded()
    },
    MessageCase(name: "entry, identity check") {
      try Samples.entry(.identityCheck(Samples.identityCheck)).encoded()
    } again: {
      try JournalEntry(decoding: $0).encoded()
    },
    MessageCase(name: "entry, identity check of a printed code") {
      try Samples.entry(.identityCheck(Samples.printedIdentityCheck)).encoded()
    } again: {
      try JournalEntry(decoding: $0).encoded()
    },
    MessageCase(name: "entry, print of a record") {
      try Samples.entry(.recordPrint(Samples.recordPrint)).encoded()
    } again: {
      try JournalEntry(decoding: $0).encoded()
    },
    MessageCase(name: "entry, void of a sale with relief and account") {
      try Samples.entry(.void(Samples.void)).encoded()
    } again: {
      try JournalEntry(decoding: $0).encoded()
    },
    MessageCase(name: "entry, void of a sale paid online") {
      try Samples.entry(.void(Samples.onlineVoid)).encoded()
    } again: {
      try JournalEntry(decoding: $0).encoded()
    },
    MessageCase(name: "inquiry, payment") {
      try Samples.inquiry.encoded()
    } again: {
      try Inquiry(decoding: $0).encoded()
    },
    MessageCase(name: "inquiry, identity") {
      try Samples.identityInquiry.encoded()
    } again: {
      try Inquiry(decoding: $0).encoded()
    },
    MessageCase(name: "inquiry, loss") {
      try Samples.lossInquiry.encoded()
    } again: {
      try Inquiry(decoding: $0).encoded()
    },
    MessageCase(name: "list of losses") {
      try Samples.lossList.encoded()
    } again: {
      try LossList(decoding: $0).encoded()
    },
    MessageCase(name: "upload request that names a list of losses") {
      try Samples.requestWithLosses.encoded()
    } again: {
      try UploadRequest(decoding: $0).encoded()
    },
    MessageCase(name: "answer with a list of losses") {
      try Samples.answerWithLosses.encoded()
    } again: {
      try Answer(decoding: $0).encoded()
    },
    MessageCase(name: "list of disputes") {
      try Samples.disputeList.encoded()
    } again: {
      try DisputeList(decoding: $0).encoded()
    },
    MessageCase(name: "upload request that names a list of disputes") {
      try Samples.requestWithDisputes.encoded()
    } again: {
      try UploadRequest(decoding: $0).encoded()
    },
    MessageCase(name: "answer with a list of disputes") {
      try Samples.answerWithDisputes.encoded()
    } again: {
      try Answer(decoding: $0).encoded()
    },
    MessageCase(name: "list of uses") {
      try Samples.useList.encoded()
    } again: {
      try UseList(decoding: $0).encoded()
    },
    MessageCase(name: "upload request that names a list of uses") {
      try Samples.requestWithUses.encoded()
    } again: {
      try UploadRequest(decoding: $0).encoded()
    },
    MessageCase(name: "answer with a list of uses") {
      try Samples.answerWithUses.encoded()
    } again: {
      try Answer(decoding: $0).encoded()
    },
    MessageCase(name: "inquiry's answer, approved") {
      try Samples.inquiryAnswer(.approved(reference: "SIM0123456789")).encoded()
    } again: {
      try InquiryAnswer(decoding: $0).encoded()
    },
    MessageCase(name: "inquiry's answer, identified") {
      try Samples.inquiryAnswer(.identified(Samples.person)).encoded()
    } again: {
      try InquiryAnswer(decoding: $0).encoded()
    },
    MessageCase(name: "entry, with relief and the account") {
      try Samples.entry(Samples.saleWithRelief).encoded()
    } again: {
      try JournalEntry(decoding: $0).encoded()
    },
    MessageCase(name: "trust bundle with relief, deposit and accounts") {
      try Samples.bundleWithRelief.encoded()
    } again: {
      try TrustBundle(decoding: $0).encoded()
    },
    MessageCase(name: "trust bundle") {
      try Samples.bundle.encoded()
    } again: {
      try TrustBundle(decoding: $0).encoded()
    },
    MessageCase(name: "trust bundle with roots of other profiles") {
      try Samples.bundleWithRoots.encoded()
    } again: {
      try TrustBundle(decoding: $0).encoded()
    },
    MessageCase(name: "trust bundle with signers of health certificates") {
      try Samples.bundleWithSigners.encoded()
    } again: {
      try TrustBundle(decoding: $0).encoded()
    },
    MessageCase(name: "revocation delta") {
      try Samples.delta.encoded()
    } again: {
      try RevocationDelta(decoding: $0).encoded()
    },
    MessageCase(name: "receipt") {
      try Samples.receipt.encoded()
    } again: {
      try Receipt(decoding: $0).encoded()
    },
    MessageCase(name: "upload request") {
      try Samples.request.encoded()
    } again: {
      try UploadRequest(decoding: $0).encoded()
    },
    MessageCase(name: "answer") {
      try Samples.answer.encoded()
    } again: {
      try Answer(decoding: $0).encoded()
    },
    MessageCase(name: "answer without news") {
      try Answer(receipt: nil, bundle: nil, delta: nil, hubTime: UnixTime(seconds: 0)).encoded()
    } again: {
      try Answer(decoding: $0).encoded()
    },
  ]
}

@Suite("Messages")
struct MessageTests {
  @Test("come back as they went")
  func roundTrip() throws {
    for sale in [Samples.sale, Samples.regionNotOpenSale, Samples.uninsuredSale, Samples.uninsuredSaleByCode] {
      let entry = Samples.entry(sale)
      #expect(try JournalEntry(decoding: entry.encoded()) == entry)
    }
    #expect(try TrustBundle(decoding: Samples.bundle.encoded()) == Samples.bundle)
    #expect(try TrustBundle(decoding: Samples.bundleWithRoots.encoded()) == Samples.bundleWithRoots)
    #expect(try TrustBundle(decoding: Samples.bundleWithSigners.encoded()) == Samples.bundleWithSigners)
    #expect(try RevocationDelta(decoding: Samples.delta.encoded()) == Samples.delta)
    #expect(try Receipt(decoding: Samples.receipt.encoded()) == Samples.receipt)
    #expect(try UploadRequest(decoding: Samples.request.encoded()) == Samples.request)
    #expect(try Answer(decoding: Samples.answer.encoded()) == Samples.answer)
  }

  @Test("cut short anywhere are refused", arguments: MessageCase.all)
  func truncation(message: MessageCase) throws {
    let bytes = try message.bytes()
    for count in 0..<bytes.count {
      #expect(throws: WireFault.self) { try message.again([UInt8](bytes.prefix(count))) }
    }
  }

  @Test("with a byte more are refused", arguments: MessageCase.all)
  func trailing(message: MessageCase) throws {
    let bytes = try message.bytes()
    #expect(throws: WireFault.trailingBytes) { try message.again(bytes + [0]) }
  }

  @Test("with a bit changed are another message or none, and never two encodings of one", arguments: MessageCase.all)
  func bitFlips(message: MessageCase) throws {
    let bytes = try message.bytes()
    var refused = 0
    for position in bytes.indices {
      for bit in 0..<8 {
        var changed = bytes
        changed[position] ^= 1 << UInt8(bit)
        do {
          let back = try message.again(changed)
          #expect(back == changed)
        } catch is WireFault {
          refused += 1
        }
      }
    }
    #expect(refused > 0)
  }
}
