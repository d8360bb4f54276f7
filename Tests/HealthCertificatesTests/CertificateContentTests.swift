import CodeFixtures
import Testing
import Time

@testable import HealthCertificates

/// What a payload may say, and what it may not. Nothing is signed here.
@Suite struct CertificateContentTests {
  private static func content(_ draft: HealthCertificateDraft) throws(HealthCertificateFault) -> HealthCertificate {
    try WebToken(payload: draft.payloadBytes).certificate()
  }

  private static func draft(_ edit: (inout HealthCertificateDraft) -> Void) -> HealthCertificateDraft {
    var draft = HealthCertificateDraft(at: 1_620_000_000)
    edit(&draft)
    return draft
  }

  @Test(arguments: ["1998-02-26", "1998-02", "1998", "", "1978-01-26T00:00:00"]) func birthDates(text: String) throws {
    #expect(try Self.content(Self.draft { $0.birthDate = .text(text) }).birthDate == text)
  }

  @Test(arguments: ["1998-02-30", "1998-13", "98", "199", "26.02.1998", "1998-02-26 00:00", "1998-02-2é"])
  func noBirthDates(text: String) {
    #expect(throws: HealthCertificateFault.content) { try Self.content(Self.draft { $0.birthDate = .text(text) }) }
  }

  @Test func groupsThatAreNullOrEmptyAreNotThere() throws {
    let draft = Self.draft { $0.groups += [("t", .null), ("r", .array([]))] }
    #expect(try Self.content(draft).country == "AT")
  }

  @Test func datesMayBeTagged() throws {
    var entry = HealthCertificateDraft.test
    entry[entry.count - 1].1 = .tagged(0, .text("2021-02-20T12:34:56Z"))
    let draft = HealthCertificateDraft(group: "t", entry, at: 0)
    let day = try #require(CalendarDay(year: 2021, month: 2, day: 20))
    #expect(try Self.content(draft).event == .test(isDetected: false, on: day))
  }

  @Test func isAboutOneEvent() {
    let test = CBORDraft.map(HealthCertificateDraft.test)
    for groups in [
      [("v", CBORDraft.array([.map(HealthCertificateDraft.vaccination)])), ("t", .array([test]))],
      [("t", .array([test, test]))], [("t", .array([]))], [], [("t", test)], [("t", .array([.integer(1)]))],
    ] {
      #expect(throws: HealthCertificateFault.content) { try Self.content(Self.draft { $0.groups = groups }) }
    }
  }

  @Test(arguments: ["v", "t", "r"]) func everyFieldOfAnEntryIsNeeded(group: String) throws {
    let entries = [
      "v": HealthCertificateDraft.vaccination, "t": HealthCertificateDraft.test, "r": HealthCertificateDraft.recovery,
    ]
    let entry = try #require(entries[group])
    #expect(throws: Never.self) { try Self.content(HealthCertificateDraft(group: group, entry, at: 0)) }
    for place in entry.indices {
      var without = entry
      without.remove(at: place)
      #expect(throws: HealthCertificateFault.content, "field \(place)") {
        try Self.content(HealthCertificateDraft(group: group, without, at: 0))
      }
      var wrong = entry
      wrong[place].1 = .bytes([1])
      #expect(throws: HealthCertificateFault.content, "field \(place)") {
        try Self.content(HealthCertificateDraft(group: group, wrong, at: 0))
      }
    }
  }

  struct Edit: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var apply: @Sendable (inout HealthCertificateDraft) -> Void

    init(_ name: String, _ apply: @escaping @Sendable (inout HealthCertificateDraft) -> Void) {
      testDescription = name
      self.apply = apply
    }
  }

  @Test(arguments: [
    Edit("a version of two numbers") { $0.version = .text("1.3") },
    Edit("a version with a letter") { $0.version = .text("1.a.0") },
    Edit("no names") { $0.names = .null },
    Edit("no standard name") { $0.names = .map([(.text("fn"), .text("A"))]) },
    Edit("a standard name in small letters") { $0.names = .map([(.text("fnt"), .text("Goessinger"))]) },
  ])
  func refusesContent(edit: Edit) {
    #expect(throws: HealthCertificateFault.content) { try Self.content(Self.draft(edit.apply)) }
  }

  @Test(arguments: [
    Edit("no map") { $0.payload = .integer(1) },
    Edit("not CBOR") { $0.payload = .raw([0xFF]) },
    Edit("an expiry that is a text") { $0.expiresAt = .text("tomorrow") },
    Edit("an issue that is a text") { $0.issuedAt = .text("today") },
    Edit("no certificate") { $0.payload = .map([(.integer(4), .integer(9))]) },
    Edit("a certificate of bytes") {
      $0.payload = .map([(.integer(4), .integer(9)), (.integer(-260), .map([(.integer(1), .bytes([]))]))])
    },
  ])
  func refusesClaims(edit: Edit) {
    #expect(throws: HealthCertificateFault.claims) { try Self.content(Self.draft(edit.apply)) }
  }

  @Test(arguments: [
    ("HC2:6BF", HealthCertificateFault.context), ("hc1:6BF", .context), ("HC1:a", .base45), ("HC1:", .compression),
    ("HC1:6BF", .compression),
  ])
  func namesTheLayer(text: String, fault: HealthCertificateFault) {
    #expect(throws: fault) { try SignedCertificate(text: Array(text.utf8)) }
  }

  @Test func namesTheLayerOfAMessage() {
    func read(_ draft: CBORDraft) throws(HealthCertificateFault) { _ = try SignedCertificate(message: draft.encoded) }
    let header = CBORDraft.bytes(CBORDraft.map([(.integer(1), .integer(-7)), (.integer(4), .bytes([1]))]).encoded)
    let strange = CBORDraft.bytes(CBORDraft.map([(.integer(1), .integer(-8)), (.integer(4), .bytes([1]))]).encoded)
    #expect(throws: Never.self) { try read(.array([header, .map([]), .bytes([]), .bytes([])])) }
    #expect(throws: HealthCertificateFault.algorithm) { try read(.array([strange, .map([]), .bytes([]), .bytes([])])) }
    #expect(throws: HealthCertificateFault.structure) { try read(.array([header, .map([]), .bytes([])])) }
    #expect(throws: HealthCertificateFault.structure) { try read(.array([.null, .map([]), .bytes([]), .bytes([])])) }
    #expect(throws: HealthCertificateFault.structure) {
      try read(.array([.bytes([]), .map([]), .bytes([]), .bytes([])]))
    }
    #expect(throws: HealthCertificateFault.structure) {
      try read(.tagged(98, .array([header, .map([]), .bytes([]), .bytes([])])))
    }
  }
}
