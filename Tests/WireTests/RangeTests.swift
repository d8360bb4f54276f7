import Codes
import LibCrypto
import Settlement
import Testing
import Time

@testable import Wire

@Suite("Ranges")
struct RangeTests {
  private let before1970 = UnixTime(seconds: -1)
  private let year10000 = UnixTime(seconds: 253_402_300_800)

  @Test("of a sale: what the hub would refuse is never written")
  func sales() throws {
    let region = Samples.region(610_100)
    let rows: [(WireFault, Sale)] = [
      (.outOfRange, changed(Samples.sale) { $0.shares = Samples.shares(total: 0, fund: 0) }),
      (
        .outOfRange,
        changed(Samples.sale) { $0.shares = Samples.shares(total: Fen.saleMaximum.amount + 1, fund: 0) }
      ),
      (.outOfRange, changed(Samples.sale) { $0.trustVersion = 0 }),
      (.outOfRange, changed(Samples.sale) { $0.presentationDigest = [1] }),
      (.inconsistent, changed(Samples.sale) { $0.presentationDigest = nil }),
      (.inconsistent, changed(Samples.sale) { $0.presence = .printed }),
      (.inconsistent, changed(Samples.sale) { $0.insured = nil }),
      (.inconsistent, changed(Samples.uninsuredSale) { $0.insured = Samples.sale.insured }),
      (.inconsistent, changed(Samples.regionNotOpenSale) { $0.insured?.region = region }),
      (.malformedText, changed(Samples.sale) { $0.maskedName = "" }),
      (.malformedText, changed(Samples.sale) { $0.maskedName = "王明" }),
      (.malformedText, changed(Samples.sale) { $0.maskedName = String(repeating: "*", count: 25) }),
      (
        .outOfRange,
        changed(Samples.sale) {
          $0.shares = Samples.shares(total: 5, fund: 1, tender: .paymentApplication(aid: [1, 2, 3, 4]))
        }
      ),
      (
        .outOfRange,
        changed(Samples.sale) {
          let aid = [UInt8](repeating: 1, count: 17)
          $0.shares = Samples.shares(total: 5, fund: 1, tender: .paymentApplication(aid: aid))
        }
      ),
    ]
    for (fault, sale) in rows {
      #expect(throws: fault) { try Samples.entry(sale).encoded() }
    }
  }

  @Test("of relief and the account: nothing is no field, and what does not add up is never read")
  func reliefAndAccount() throws {
    let payload = try Samples.entry(Samples.saleWithRelief).encoded()
    for (part, other, fault) in [
      ("12 1903e8 13 190159", "12 1903e9 13 190159", WireFault.inconsistent),
      ("12 1903e8 13 190159", "12 190541 13 00", .outOfRange),
      ("12 1903e8 13 190159", "12 00 13 190541", .outOfRange),
      ("12 1903e8 13 190159", "13 190159 12 1903e8", .unexpectedStructure),
      ("12 1903e8 13 190159", "12 3903e8 13 190159", .outOfRange),
    ] {
      let changed = try #require(replace(bytes(part), by: bytes(other), in: payload))
      #expect(throws: fault) { try JournalEntry(decoding: changed) }
    }
    let bundle = try Samples.bundleWithRelief.encoded()
    for (part, other, fault) in [
      ("08 82 1907d0 00 09", "08 82 00 00 09", WireFault.outOfRange), ("09 19c350 0a", "09 00 0a", .outOfRange),
      ("07 191388", "07 00", .outOfRange), ("82 04 192ee0 82 03 1907d0", "82 04 192ee0 82 04 1907d0", .inconsistent),
      ("82 04 192ee0 82 03", "82 04 192ee0 82 05", .outOfRange), ("02 00 08", "02 19c351 08", .inconsistent),
    ] {
      let changed = try #require(replace(bytes(part), by: bytes(other), in: bundle), "\(part)")
      #expect(throws: fault, "\(other)") { try TrustBundle(decoding: changed) }
    }
  }

  @Test("of a sale's articles: no package twice, and only what GS1 allows")
  func articles() throws {
    let serial = Samples.lot(nil, nil, "S1")
    let rows: [(WireFault?, [SoldArticle])] = [
      (nil, [Samples.numbered(), Samples.numbered()]),
      (nil, [Samples.traced(), Samples.traced("80000000000000000000")]),
      (.inconsistent, [Samples.traced(), Samples.numbered(), Samples.traced()]),
      (.inconsistent, [Samples.numbered(96_385_074, serial), Samples.numbered(96_385_074, serial)]),
      (nil, [Samples.numbered(96_385_074, serial), Samples.numbered(6_901_234_567_892, serial)]),
      (nil, [Samples.numbered(96_385_074, Samples.lot("!\"%&'()*+,-./", "240200", "_:;<=>?azAZ09"))]),
      (.outOfRange, [Samples.numbered(96_385_074, Samples.lot("", nil, nil))]),
      (.outOfRange, [Samples.numbered(96_385_074, Samples.lot(nil, nil, String(repeating: "1", count: 21)))]),
      (.outOfRange, [Samples.numbered(96_385_074, Samples.lot(nil, "2402", nil))]),
      (.malformedText, [Samples.numbered(96_385_074, Samples.lot(nil, "24020x", nil))]),
      (.malformedText, [Samples.numbered(96_385_074, Samples.lot("a b", nil, nil))]),
      (.malformedText, [Samples.numbered(96_385_074, Samples.lot(nil, nil, "药"))]),
      (.tooLarge, [SoldArticle](repeating: Samples.numbered(), count: Sale.articleMaximum + 1)),
    ]
    for (fault, articles) in rows {
      let entry = Samples.entry(changed(Samples.regionNotOpenSale) { $0.articles = articles })
      if let fault {
        #expect(throws: fault) { try entry.encoded() }
      } else {
        #expect(try JournalEntry(decoding: entry.encoded()) == entry)
      }
    }
    #expect(ArticleNumber(number: 6_901_234_567_893) == nil)
    #expect(ArticleNumber(number: .max) == nil)
    let payload = try Samples.entry(Samples.saleOfArticles).encoded()
    let changes: [(String, String, WireFault)] = [
      ("a1 01 74 38", "a1 01 74 37", .malformedText), ("02 1a05beb832", "02 1a05beb833", .outOfRange),
      ("03 62 4237", "03 62 4220", .malformedText), ("a1 01 74", "a1 06 74", .unexpectedStructure),
    ]
    for (part, other, fault) in changes {
      let changed = try #require(replace(bytes(part), by: bytes(other), in: payload))
      #expect(throws: fault) { try JournalEntry(decoding: changed) }
    }
  }

  @Test("of shares that do not add up: never read")
  func shares() throws {
    // Total, fund and self-paid of the sample, each as the pair it is encoded in, and what is put in its place.
    let payload = try Samples.entry(Samples.sale).encoded()
    let pairs = ["03 193039", "04 192710", "05 190929"]
    for (pair, other) in zip(pairs, ["03 19303a", "04 192711", "05 190928"]) {
      let changed = try #require(replace(bytes(pair), by: bytes(other), in: payload))
      #expect(throws: WireFault.inconsistent) { try JournalEntry(decoding: changed) }
    }
    let negative = try #require(replace(bytes(pairs[1]), by: bytes("04 392710"), in: payload))
    #expect(throws: WireFault.outOfRange) { try JournalEntry(decoding: negative) }
    let huge = try #require(replace(bytes(pairs[0]), by: bytes("03 1a05f5e100"), in: payload))
    #expect(throws: WireFault.outOfRange) { try JournalEntry(decoding: huge) }
  }

  @Test("of why the fund pays nothing: the code pays, but not where the region is not open")
  func reasons() throws {
    let aid = "06 47 a0000003330101"
    // The sample has insurance, so the reason that there is none does not fit it.
    let rows: [(number: String, fault: WireFault?)] = [
      ("01", .inconsistent), ("02", .inconsistent), ("03", nil), ("04", nil), ("05", nil), ("06", .outOfRange),
    ]
    let shares = Samples.shares(total: 12_345, fund: 0, tender: Samples.sale.shares.tender, reason: .noRule)
    let payload = try Samples.entry(changed(Samples.sale) { $0.shares = shares }).encoded()
    for (number, fault) in rows {
      let other = try #require(replace(bytes(aid + " 07 04"), by: bytes(aid + " 07 " + number), in: payload))
      if let fault {
        #expect(throws: fault) { try JournalEntry(decoding: other) }
      } else {
        #expect(try JournalEntry(decoding: other).encoded() == other)
      }
    }
    // A fund's share of one fen beside a reason why there is none.
    let split = try #require(replace(bytes("04 00 05 193039"), by: bytes("04 01 05 193038"), in: payload))
    #expect(throws: WireFault.inconsistent) { try JournalEntry(decoding: split) }
  }

  /// `bytes` with the only occurrence of `part` replaced.
  private func replace(_ part: [UInt8], by other: [UInt8], in bytes: [UInt8]) -> [UInt8]? {
    let places = bytes.indices.filter { bytes[$0...].starts(with: part) }
    guard let place = places.first, places.count == 1 else { return nil }
    return bytes[..<place] + other + bytes[(place + part.count)...]
  }

  @Test("of an entry")
  func entries() {
    let entry = Samples.entry(Samples.sale)
    let rows: [(WireFault, JournalEntry)] = [
      (.outOfRange, changed(entry) { $0.sequence = 0 }),
      (.outOfRange, changed(entry) { $0.sequence = UInt64(Int64.max) + 1 }),
      (.inconsistent, changed(entry) { $0.sequence = 1 }),
      (.inconsistent, changed(entry) { $0.previous = JournalEntry.noPrevious }),
      (.outOfRange, changed(entry) { $0.previous = [1] }),
      (.outOfRange, changed(entry) { $0.at = before1970 }),
      (.outOfRange, changed(entry) { $0.at = year10000 }),
    ]
    for (fault, entry) in rows {
      #expect(throws: fault) { try entry.encoded() }
    }
  }

  @Test("of a bundle")
  func bundles() {
    let bundle = Samples.bundle
    let rows: [(WireFault, TrustBundle)] = [
      (.outOfRange, changed(bundle) { $0.version = 0 }),
      (.outOfRange, changed(bundle) { $0.issuedAt = before1970 }),
      (.outOfRange, changed(bundle) { $0.hubSealingKey = Samples.publicKey(.sm2, seed: 3) }),
      (.inconsistent, changed(bundle) { $0.freshForSeconds = $0.acceptForSeconds + 1 }),
      (.inconsistent, changed(bundle) { $0.revoked.reverse() }),
      (.inconsistent, changed(bundle) { $0.revoked.append($0.revoked[2]) }),
      (.inconsistent, changed(bundle) { $0.issuers.reverse() }),
      (.inconsistent, changed(bundle) { $0.profileRoots = Samples.profileRoots.reversed() }),
      (.inconsistent, changed(bundle) { $0.profileRoots = [Samples.profileRoots[0], Samples.profileRoots[0]] }),
      (.inconsistent, changed(bundle) { $0.issuers[1].index = 0 }),
      (.inconsistent, changed(bundle) { $0.issuers[0].notBefore = UnixTime(seconds: 1_900_000_001) }),
      (.outOfRange, changed(bundle) { $0.issuers[0].notAfter = year10000 }),
      (.outOfRange, changed(bundle) { $0.issuers[0].applications = Applications(rawValue: 8) }),
      (.inconsistent, changed(bundle) { $0.policy.rules[0].fundRatioPermille = 1_001 }),
      (.inconsistent, changed(bundle) { $0.policy.rules[0].deductible = Fen(-1) }),
      (.inconsistent, changed(bundle) { $0.policy.presentationAgeCapSeconds = 0 }),
    ]
    for (fault, bundle) in rows {
      #expect(throws: fault) { try bundle.encoded() }
    }
  }

  @Test("of a delta")
  func deltas() {
    let delta = Samples.delta
    let rows: [(WireFault, RevocationDelta)] = [
      (.outOfRange, changed(delta) { $0.base = 0 }),
      (.outOfRange, changed(delta) { $0.number = 0 }),
      (.outOfRange, changed(delta) { $0.issuedAt = year10000 }),
      (.inconsistent, changed(delta) { $0.added.reverse() }),
      (.inconsistent, changed(delta) { $0.removed.append($0.removed[0]) }),
      (.inconsistent, changed(delta) { $0.removed = [$0.added[1]] }),
      (.inconsistent, changed(delta) { $0.removed = $0.added }),
    ]
    for (fault, delta) in rows {
      #expect(throws: fault) { try delta.encoded() }
    }
  }

  @Test("of cards: one issuer is never listed twice")
  func cards() throws {
    var writer = CBORWriter()
    writer.cards(Samples.bundle.revoked)
    #expect(writer.bytes == bytes("82 82 07 82 03 04 82 08 81 00"))
    for hex in [
      "82 82 07 81 03 82 07 81 04", "82 82 08 81 00 82 07 81 00", "81 82 07 82 04 03", "81 82 07 82 03 03",
      "81 82 07 80",
      "81 82 07 85 00 01 02 03 04", "82 82 07 83 00 01 02 82 08 82 00 01", "81 81 07", "81 83 07 81 00 00",
      "81 82 1b0000000100000000 81 00",
    ] {
      var reader = CBORReader(bytes(hex))
      #expect(throws: WireFault.self) { try reader.cards(atMost: 4) }
    }
  }

  @Test("of a receipt and an answer")
  func receipts() {
    let rows: [Receipt] = [
      changed(Samples.receipt) { $0.highest = 0 }, changed(Samples.receipt) { $0.entryHash = [] },
      changed(Samples.receipt) { $0.at = before1970 }, changed(Samples.receipt) { $0.highest = .max },
    ]
    for receipt in rows {
      #expect(throws: WireFault.outOfRange) { try receipt.encoded() }
    }
    let answer = changed(Samples.answer) { $0.hubTime = year10000 }
    #expect(throws: WireFault.outOfRange) { try answer.encoded() }
  }

  @Test("of names and codes")
  func names() {
    for text in ["A", "XY-0007", "0", "-", String(repeating: "Z", count: 32)] {
      #expect(TerminalID(text)?.text == text)
    }
    for text in ["", "a", "XY_7", "XY 7", "西", "XY-0007\n", String(repeating: "Z", count: 33)] {
      #expect(TerminalID(text) == nil)
    }
    for text in ["H61040200001", "P00000000000"] { #expect(InstitutionCode(text)?.text == text) }
    for text in [
      "", "H", "H6104020000", "H610402000011", "X61040200001", "h61040200001", "H6104020000A", "H6104020000０",
    ] {
      #expect(InstitutionCode(text) == nil)
    }
  }
}
