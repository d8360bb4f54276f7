import Codes
import LibCrypto
import Settlement
import Testing
import Time

@testable import Wire

@Suite("Limits")
struct LimitTests {
  private let key = Samples.publicKey(.es256, seed: 2)

  /// `count` cards of as many issuers as a list may name, each number as long as it can be.
  private func cards(_ count: Int, from serial: UInt64 = .max / 2) -> [CardReference] {
    let each = (count + WireLimits.cardIssuerCount - 1) / WireLimits.cardIssuerCount
    return (0..<count).map { index in
      CardReference(issuer: .max - 1_000 + UInt32(index / each), serial: serial + UInt64(index % each))
    }
  }

  /// `count` prefixes of six digits, none of them among those from another start.
  private func prefixes(_ count: Int, from start: Int) -> [RegionPrefix] {
    (start..<start + count).compactMap { RegionPrefix(digits: UInt32(100_000 + $0), count: 6) }
  }

  /// The largest policy there may be.
  private var policy: Policy {
    let combinations = InsuranceScheme.allCases.flatMap { scheme in Category.allCases.map { (scheme, $0) } }
    let rules = (0..<Policy.ruleMaximum).map { index in
      ShareRule(
        scheme: combinations[index % combinations.count].0, category: combinations[index % combinations.count].1,
        regions: prefixes(Policy.ruleRegionMaximum, from: index * Policy.ruleRegionMaximum),
        deductible: Policy.amountMaximum, fundRatioPermille: 1_000, ceiling: Policy.amountMaximum,
        account: Policy.amountMaximum)
    }
    var policy = Samples.policyWithRelief
    policy.rules = rules
    policy.openRegions = prefixes(Policy.openRegionMaximum, from: 0)
    return policy
  }

  @Test("of a bundle's parts fit together in a bundle's size")
  func largestBundle() throws {
    var bundle = Samples.bundle
    bundle.version = .max
    bundle.policy = policy
    bundle.issuers = (0..<WireLimits.issuerKeyCount).map { index in
      IssuerKey(
        issuer: .max - 1_000 + UInt32(index), index: 255, key: key, notBefore: UnixTime(seconds: 253_402_300_799),
        notAfter: UnixTime(seconds: 253_402_300_799), applications: .all,
        regions: prefixes(WireLimits.issuerRegionCount, from: 0))
    }
    bundle.revoked = cards(WireLimits.revokedCount)
    bundle.profileRoots = (0..<WireLimits.profileRootCount).map { index in
      ProfileRoot(
        profile: SignedProfile(rawValue: 255), index: UInt8(255 - WireLimits.profileRootCount + index), key: key)
    }
    bundle.documentSigners = (0..<WireLimits.documentSignerCount).map { index in
      DocumentSigner(
        keyID: [UInt8](repeating: 0xFF, count: 7) + [UInt8(index)], key: .ps256(Samples.rsaKey(512)), uses: .all)
    }
    bundle.revokedCertificates = (0..<WireLimits.certificateDigestCount).compactMap { index in
      CertificateDigest(
        .countryAndIdentifier, [UInt8](repeating: 0xFF, count: 14) + [UInt8(index >> 8), UInt8(index & 0xFF)])
    }
    #expect(bundle.revokedCertificates.count == WireLimits.certificateDigestCount)
    let payload = try bundle.encoded()
    let signed = try Signed.sign(
      payload: payload, kind: .trustBundle, with: Samples.signingKey(.es256, seed: 1))
    #expect(signed.count <= WireLimits.bundleSize)
    #expect(try TrustBundle(decoding: payload) == bundle)
  }

  @Test("of a delta's parts fit together in a delta's size")
  func largestDelta() throws {
    var delta = Samples.delta
    delta.added = cards(WireLimits.deltaCount)
    delta.removed = cards(WireLimits.deltaCount, from: .max / 4)
    let payload = try delta.encoded()
    let signed = try Signed.sign(
      payload: payload, kind: .revocationDelta, with: Samples.signingKey(.es256, seed: 1))
    #expect(signed.count <= WireLimits.deltaSize)
    #expect(try RevocationDelta(decoding: payload) == delta)
  }

  @Test("leave room for the largest sale, receipt, upload and answer")
  func largestOthers() throws {
    var sale = Samples.sale
    sale.shares = try #require(
      Shares(
        total: .saleMaximum, fund: Fen(99_700_000), relief: Fen(99_999), account: Fen(99_999), selfPaid: Fen(100_001),
        tender: .paymentApplication(aid: [UInt8](repeating: 0xF0, count: 16))))
    sale.maskedName = "*" + String(repeating: "王", count: 7)
    sale.trustVersion = .max
    var entry = Samples.entry(sale, sequence: UInt64(Int64.max))
    entry.terminal = Samples.id(String(repeating: "Z", count: TerminalID.maximumCount))
    entry.sealed = [UInt8](repeating: 0, count: JournalEntry.sealedSize)
    let signing = try Samples.signingKey(.sm2, seed: 1)
    #expect(try Signed.sign(payload: entry.encoded(), kind: .journalEntry, with: signing).count <= 1_024)

    sale.articles = (10..<10 + Sale.articleMaximum).map {
      let text = "\($0)" + String(repeating: "W", count: 18)
      return Samples.numbered(99_999_999_999_997, Samples.lot(text, "991231", text))
    }
    entry.body = .sale(sale)
    #expect(
      try Signed.sign(payload: entry.encoded(), kind: .journalEntry, with: signing).count
        <= WireLimits.signedEntrySize)

    var receipt = Samples.receipt
    receipt.terminal = entry.terminal
    receipt.highest = entry.sequence
    #expect(
      try Signed.sign(payload: receipt.encoded(), kind: .receipt, with: signing).count <= WireLimits.receiptSize)

    let request = UploadRequest(
      terminal: entry.terminal, trustVersion: .max, deltaNumber: .max,
      entries: [[UInt8]](
        repeating: [UInt8](repeating: 0, count: WireLimits.signedEntrySize), count: WireLimits.uploadEntryCount))
    #expect(try UploadRequest(decoding: request.encoded()) == request)

    let answer = Answer(
      receipt: [UInt8](repeating: 0, count: WireLimits.receiptSize),
      bundle: [UInt8](repeating: 0, count: WireLimits.bundleSize),
      delta: [UInt8](repeating: 0, count: WireLimits.deltaSize), hubTime: UnixTime(seconds: 253_402_300_799))
    let bytes = try answer.encoded()
    #expect(bytes.count <= WireLimits.answerSize)
    #expect(try Answer(decoding: bytes) == answer)
  }

  @Test("hold for what is written and for what is read")
  func tooMuch() throws {
    let rows: [(WireFault, () throws -> [UInt8])] = [
      (.tooLarge, { try changed(Samples.bundle) { $0.revoked = cards(WireLimits.revokedCount + 1) }.encoded() }),
      (
        .tooLarge,
        {
          try changed(Samples.bundle) { bundle in
            bundle.revoked = (0...UInt32(WireLimits.cardIssuerCount)).map { CardReference(issuer: $0, serial: 1) }
          }.encoded()
        }
      ),
      (
        .tooLarge,
        {
          try changed(Samples.bundle) { bundle in
            bundle.issuers = (0...UInt32(WireLimits.issuerKeyCount)).map {
              Samples.issuerKey(issuer: $0, index: 0, .es256)
            }
          }.encoded()
        }
      ),
      (
        .tooLarge,
        {
          try changed(Samples.bundle) { bundle in
            bundle.profileRoots = (0...UInt8(WireLimits.profileRootCount)).map {
              ProfileRoot(profile: .transit, index: $0, key: key)
            }
          }.encoded()
        }
      ),
      (
        .tooLarge,
        {
          try changed(Samples.bundle) {
            $0.issuers[0].regions = prefixes(WireLimits.issuerRegionCount + 1, from: 0)
          }.encoded()
        }
      ),
      (.tooLarge, { try changed(Samples.delta) { $0.added = cards(WireLimits.deltaCount + 1) }.encoded() }),
      (
        .tooLarge,
        {
          try changed(Samples.request) {
            $0.entries = [[UInt8]](repeating: [1], count: WireLimits.uploadEntryCount + 1)
          }.encoded()
        }
      ),
      (
        .tooLarge,
        {
          try changed(Samples.request) {
            $0.entries = [[UInt8](repeating: 1, count: WireLimits.signedEntrySize + 1)]
          }.encoded()
        }
      ),
      (.outOfRange, { try changed(Samples.request) { $0.entries = [[]] }.encoded() }),
      (
        .tooLarge,
        {
          try changed(Samples.answer) { $0.receipt = [UInt8](repeating: 1, count: WireLimits.receiptSize + 1) }
            .encoded()
        }
      ),
      (.outOfRange, { try changed(Samples.answer) { $0.delta = [] }.encoded() }),
      (
        .tooLarge,
        {
          try changed(Samples.entry(Samples.sale)) {
            $0.sealed = [UInt8](repeating: 1, count: JournalEntry.sealedSize + 1)
          }.encoded()
        }
      ),
    ]
    for (fault, make) in rows {
      #expect(throws: fault) { try make() }
    }
    let long = [UInt8](repeating: 0xA0, count: WireLimits.answerSize + 1)
    #expect(throws: WireFault.tooLarge) { try JournalEntry(decoding: long) }
    #expect(throws: WireFault.tooLarge) { try TrustBundle(decoding: long) }
    #expect(throws: WireFault.tooLarge) { try RevocationDelta(decoding: long) }
    #expect(throws: WireFault.tooLarge) { try Receipt(decoding: long) }
    #expect(throws: WireFault.tooLarge) { try UploadRequest(decoding: long) }
    #expect(throws: WireFault.tooLarge) { try Answer(decoding: long) }
  }
}

/// `value` with a change.
func changed<Value>(_ value: Value, _ change: (inout Value) -> Void) -> Value {
  var value = value
  change(&value)
  return value
}
