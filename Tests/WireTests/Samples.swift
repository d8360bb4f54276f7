import Codes
import LibCrypto
import Settlement
import Time
import Wire

/// Messages that have every field, and some that have as few as they may.
enum Samples {
  static let terminal = id("XY-0007")

  static func id(_ text: String) -> TerminalID {
    guard let terminal = TerminalID(text) else { fatalError("not a terminal ID: \(text)") }
    return terminal
  }

  static func prefix(_ text: String) -> RegionPrefix {
    guard let prefix = RegionPrefix(text: text) else { fatalError("not a prefix: \(text)") }
    return prefix
  }

  static func region(_ digits: UInt32) -> Region {
    guard let region = Region(digits: digits) else { fatalError("not a region: \(digits)") }
    return region
  }

  static let institution: InstitutionCode = {
    guard let code = InstitutionCode("P61040200001") else { fatalError("not an institution code") }
    return code
  }()

  static func shares(
    total: Int64, fund: Int64, tender: Tender = .cash, reason: NoInsuranceReason? = nil
  ) -> Shares {
    guard
      let shares = Shares(
        total: Fen(total), fund: Fen(fund), selfPaid: Fen(total - fund), tender: tender, noInsuranceReason: reason)
    else { fatalError("shares that do not add up") }
    return shares
  }

  static let key = publicKey(.es256, seed: 1)

  /// The key of a small scalar: the same in every run.
  static func publicKey(_ algorithm: SignatureAlgorithm, seed: UInt8) -> PublicKey {
    guard let key = try? signingKey(algorithm, seed: seed) else { fatalError("libcrypto refused") }
    return key.publicKey
  }

  static func signingKey(_ algorithm: SignatureAlgorithm, seed: UInt8) throws -> SigningKey {
    try SigningKey(algorithm: algorithm, scalar: [UInt8](repeating: 0, count: 31) + [seed])
  }

  static let sale = Sale(
    institution: institution, category: .chronicOutpatient,
    shares: shares(total: 12_345, fund: 10_000, tender: .paymentApplication(aid: [0xA0, 0, 0, 3, 0x33, 1, 1])),
    presence: .dynamic, insured: InsuredParty(region: region(610_400), scheme: .resident),
    card: CardReference(issuer: 0x8000_0001, serial: 0xFFFF_FFFF_FFFF_FFFF),
    presentationDigest: [UInt8](repeating: 0xD1, count: 32), maskedName: "王*明", trustVersion: 24)

  static let regionNotOpenSale = Sale(
    institution: institution, category: .pharmacy,
    shares: shares(total: 1, fund: 0, reason: .regionNotOpen(region(610_600))),
    presence: .printed, insured: InsuredParty(region: region(610_600), scheme: .employee),
    card: CardReference(issuer: 1, serial: 2), presentationDigest: nil, maskedName: "*", trustVersion: 1)

  static let uninsuredSale = Sale(
    institution: institution, category: .inpatient,
    shares: shares(total: Fen.saleMaximum.amount, fund: 0, reason: .notInsured), presence: .printed, insured: nil,
    card: CardReference(issuer: 0, serial: 0), presentationDigest: nil, maskedName: nil, trustVersion: .max)

  /// Not insured, and all of it paid by the code.
  static let uninsuredSaleByCode = Sale(
    institution: institution, category: .pharmacy,
    shares: shares(
      total: 800, fund: 0, tender: .paymentApplication(aid: [0xA0, 0, 0, 3, 0x33, 1, 1]), reason: .notInsured),
    presence: .dynamic, insured: nil, card: CardReference(issuer: 1, serial: 3),
    presentationDigest: [UInt8](repeating: 0xD2, count: 32), maskedName: "*", trustVersion: 1)

  static func traced(_ digits: String = "84854128418006643846") -> SoldArticle {
    guard let code = DrugTraceabilityCode(digits: [UInt8](digits.utf8)) else { fatalError("not a code: \(digits)") }
    return .traced(code)
  }

  static func numbered(_ number: UInt64 = 6_901_234_567_892, _ lot: SoldArticle.Lot = .none) -> SoldArticle {
    guard let number = ArticleNumber(number: number) else { fatalError("not an article's number: \(number)") }
    return .numbered(number, lot)
  }

  static func lot(_ batch: String?, _ expiry: String?, _ serial: String?) -> SoldArticle.Lot {
    SoldArticle.Lot(
      batch: batch.map { [UInt8]($0.utf8) }, expiry: expiry.map { [UInt8]($0.utf8) },
      serial: serial.map { [UInt8]($0.utf8) })
  }

  static let saleOfArticles = {
    var sale = regionNotOpenSale
    sale.articles = [traced(), numbered(), numbered(), numbered(96_385_074, lot("B7", "261231", "S-1"))]
    return sale
  }()

  /// Each of the four has a share.
  static let saleWithRelief = {
    var sale = Samples.sale
    guard
      let shares = Shares(
        total: Fen(12_345), fund: Fen(10_000), relief: Fen(1_000), account: Fen(345), selfPaid: Fen(1_000),
        tender: .cash)
    else { fatalError("shares that do not add up") }
    sale.shares = shares
    return sale
  }()

  /// Every field there may be.
  static let policyWithRelief = {
    var policy = Samples.policy
    policy.rules[0].account = .yuan(50)
    policy.dynamicLimits.account = .yuan(20)
    policy.deposit = .yuan(500)
    policy.relief = ReliefPolicy(
      caps: [
        ReliefCap(category: .inpatient, rest: .yuan(120)), ReliefCap(category: .chronicOutpatient, rest: .yuan(20)),
      ], deposit: .zero)
    return policy
  }()

  static let bundleWithRelief = {
    var bundle = Samples.bundle
    bundle.policy = policyWithRelief
    return bundle
  }()

  static func entry(_ sale: Sale, sequence: UInt64 = 2) -> JournalEntry {
    JournalEntry(
      terminal: terminal, sequence: sequence,
      previous: sequence == 1 ? JournalEntry.noPrevious : [UInt8](repeating: 0xAB, count: 32),
      at: UnixTime(seconds: 1_795_000_000), body: .sale(sale), sealed: [1, 2, 3])
  }

  static let inquiryID: InquiryID = {
    guard let id = InquiryID((0..<16).map { 0xE0 + $0 }) else { fatalError("not an inquiry's ID") }
    return id
  }()

  static let payment = OnlinePayment(inquiry: inquiryID, kind: .alipay, reference: "SIM0123456789")

  /// Identified by the hub, and the person's share paid online.
  static let onlineSale = Sale(
    institution: institution, category: .pharmacy, shares: shares(total: 2_000, fund: 1_400, tender: .online(.alipay)),
    presence: .dynamic, insured: InsuredParty(region: region(610_400), scheme: .resident),
    card: CardReference(issuer: 1, serial: 3), presentationDigest: inquiryID.presentationDigest, maskedName: "王*",
    trustVersion: 24, payment: payment, identityInquiry: inquiryID, pinInquiry: inquiryID)

  static func entry(_ body: JournalEntry.Body) -> JournalEntry {
    JournalEntry(
      terminal: terminal, sequence: 2, previous: [UInt8](repeating: 0xAB, count: 32),
      at: UnixTime(seconds: 1_795_000_000), body: body, sealed: [])
  }

  static let intent = PaymentIntent(inquiry: inquiryID, institution: institution, kind: .eCNY, amount: Fen(600))
  static let reversal = PaymentReversal(inquiry: inquiryID, reason: .noAnswer)
  static let unidentifiedSale = UnidentifiedSale(
    institution: institution, category: .pharmacy, total: Fen(1_250), payment: payment, healthCard: .temporary,
    trustVersion: 24)

  static let void = voided(
    Shares(
      total: Fen(10_000), fund: Fen(5_000), relief: Fen(2_000), account: Fen(1_000), selfPaid: Fen(2_000),
      tender: .paymentApplication(aid: [0xA0, 0, 0, 3, 0x33])))
  static let onlineVoid = voided(
    Shares(total: Fen(1_250), fund: .zero, selfPaid: Fen(1_250), tender: .online(payment.kind)), payment)

  static let identityCheck = IdentityCheck(
    proof: IdentityProof(
      institution: institution, presence: .dynamic, card: CardReference(issuer: 0x8000_0001, serial: .max),
      presentationDigest: [UInt8](repeating: 0xD1, count: 32), maskedName: "王*明", trustVersion: 24),
    purpose: .collectMedicine)
  static let printedIdentityCheck = IdentityCheck(
    proof: IdentityProof(
      institution: institution, presence: .printed, card: CardReference(issuer: 0, serial: 0), presentationDigest: nil,
      maskedName: "*", trustVersion: .max),
    purpose: .register)

  static let recordPrint = RecordPrint(proof: identityCheck.proof, count: 59)

  static let nothing = Shares(total: .zero, fund: .zero, selfPaid: .zero, tender: .cash) ?? void.shares

  /// The void of an unidentified sale or of one with such shares, as entry 1.
  private static func voided(_ shares: Shares?, _ payment: OnlinePayment? = nil) -> SaleVoid {
    var sold = unidentifiedSale
    sold.payment = payment
    let entry = JournalEntry(
      terminal: terminal, sequence: 1, previous: JournalEntry.noPrevious, at: UnixTime(seconds: 1_795_000_000),
      body: .unidentifiedSale(sold), sealed: [])
    guard var void = SaleVoid(of: entry, hash: [UInt8](repeating: 0xB2, count: 32), authority: .supervisor),
      let shares
    else { fatalError("not a void") }
    void.shares = shares
    return void
  }

  static let inquiry = Inquiry(
    terminal: terminal, id: inquiryID, at: UnixTime(seconds: 1_795_000_000), institution: institution,
    question: .payment(.weChatPay, Fen(1_250)), sealedCode: [1, 2, 3])

  static let identityInquiry = Inquiry(
    terminal: terminal, id: inquiryID, at: UnixTime(seconds: 1_795_000_000), institution: institution,
    question: .identity(.insuranceVoucher), sealedCode: [1, 2, 3])

  static let person = IdentifiedPerson(
    card: CardReference(issuer: 1, serial: 2), maskedName: "王*明", birthYear: 1956,
    insured: InsuredParty(region: region(610_400), scheme: .employee), entitlements: .all, transactionsSincePrint: 7)

  static func inquiryAnswer(_ outcome: InquiryAnswer.Outcome) -> InquiryAnswer {
    InquiryAnswer(
      terminal: terminal, id: inquiryID, inquiryHash: [UInt8](repeating: 0xC4, count: 32),
      at: UnixTime(seconds: 1_795_000_001), outcome: outcome)
  }

  static let outcomes: [InquiryAnswer.Outcome] =
    [
      .approved(reference: "SIM0123456789"), .undetermined, .identified(person),
      .lost(CardReference(issuer: .max, serial: .max)),
    ]
    + InquiryAnswer.DeclineReason.allCases.map { .declined($0) }
    + InquiryAnswer.UnidentifiedReason.allCases.map { .unidentified($0) }
    + InquiryAnswer.RefusalReason.allCases.map { .refused($0) }
    + [.right, .wrong(triesLeft: 2), .wrong(triesLeft: 0), .locked, .notSet].map { .pin($0) }

  static let limits = PresenceLimits(single: .yuan(500), cardDaySum: .yuan(1_000), cardDayCount: 4)

  static let policy = Policy(
    openRegions: [prefix("6104"), prefix("61"), prefix("610602")],
    rules: [
      ShareRule(
        scheme: .employee, category: .pharmacy, deductible: .yuan(10), fundRatioPermille: 700, ceiling: .yuan(300)),
      ShareRule(
        scheme: .resident, category: .outpatient, regions: [prefix("6104")], deductible: .zero,
        fundRatioPermille: 1_000, ceiling: Policy.amountMaximum),
    ],
    dynamicLimits: limits,
    printedLimits: PresenceLimits(single: .zero, cardDaySum: .zero, cardDayCount: 0),
    terminalLimits: TerminalLimits(daySum: .yuan(50_000), dayCount: 500), presentationAgeCapSeconds: 120,
    unprintedTransactionLimit: 60)

  static func issuerKey(issuer: UInt32, index: UInt8, _ algorithm: SignatureAlgorithm) -> IssuerKey {
    IssuerKey(
      issuer: issuer, index: index, key: publicKey(algorithm, seed: 2), notBefore: UnixTime(seconds: 0),
      notAfter: UnixTime(seconds: 1_900_000_000), applications: .all, regions: [prefix("61")])
  }

  static let bundle = TrustBundle(
    region: prefix("6104"), version: 24, issuedAt: UnixTime(seconds: 1_795_000_000), freshForSeconds: 86_400,
    acceptForSeconds: 604_800,
    issuers: [issuerKey(issuer: 7, index: 0, .sm2), issuerKey(issuer: 7, index: 1, .es256)], policy: policy,
    revoked: [
      CardReference(issuer: 7, serial: 3), CardReference(issuer: 7, serial: 4), CardReference(issuer: 8, serial: 0),
    ],
    hubReceiptKey: publicKey(.es256, seed: 3), hubSealingKey: publicKey(.es256, seed: 4))

  /// Of two profiles, one of them of a later firmware.
  static let profileRoots = [
    ProfileRoot(profile: .transit, index: 0, key: publicKey(.sm2, seed: 5)),
    ProfileRoot(profile: .transit, index: 7, key: publicKey(.sm2, seed: 6)),
    ProfileRoot(profile: SignedProfile(rawValue: 200), index: 0, key: publicKey(.es256, seed: 7)),
  ]

  static let bundleWithRoots = {
    var bundle = Samples.bundle
    bundle.profileRoots = profileRoots
    return bundle
  }()

  /// Of both kinds, two of them of one name.
  static let documentSigners = [
    DocumentSigner(keyID: [1, 1, 1, 1, 1, 1, 1, 1], key: .ps256(rsaKey(256)), uses: .test),
    DocumentSigner(keyID: [7, 2, 2, 2, 2, 2, 2, 2], key: .es256(publicKey(.es256, seed: 8)), uses: .all),
    DocumentSigner(keyID: [7, 2, 2, 2, 2, 2, 2, 2], key: .ps256(rsaKey(512)), uses: [.vaccination, .recovery]),
  ]

  /// Numbers of an RSA key's size, of which nobody knows the factors.
  static func rsaKey(_ count: Int, last: UInt8 = 0x01) -> RSAPublicKey {
    let modulus = [UInt8](repeating: 0xC5, count: count - 1) + [last]
    guard let key = try? RSAPublicKey(modulus: modulus, exponent: [1, 0, 1]) else { fatalError("not a key") }
    return key
  }

  static let bundleWithSigners = {
    var bundle = bundleWithRoots
    bundle.documentSigners = documentSigners
    bundle.revokedCertificates = CertificateDigest.Kind.allCases.flatMap { kind in
      [0x00, 0x80].compactMap { CertificateDigest(kind, [UInt8](repeating: $0, count: CertificateDigest.count)) }
    }
    return bundle
  }()

  static let delta = RevocationDelta(
    base: 24, number: 3, issuedAt: UnixTime(seconds: 1_795_000_100),
    added: [CardReference(issuer: 7, serial: 1), CardReference(issuer: 9, serial: 1)],
    removed: [CardReference(issuer: 7, serial: 3)])

  static let receipt = Receipt(
    terminal: terminal, highest: 42, entryHash: [UInt8](repeating: 0x5A, count: 32),
    at: UnixTime(seconds: 1_795_000_200))

  static let request = UploadRequest(
    terminal: terminal, trustVersion: 24, deltaNumber: 3, entries: [[0xD2, 1], [0xD2, 2, 3]])

  static let answer = Answer(
    receipt: [1], bundle: [2, 2], delta: [3, 3, 3], hubTime: UnixTime(seconds: 1_795_000_300))
}
