import Foundation
import LibCrypto
import Testing

@testable import BenchKit

@Suite struct PersonalTracesTests {
  private let wang: Customer
  private let secrets: TerminalSecrets
  private let traces: PersonalTraces

  init() throws {
    wang = try #require(Customer.cast.first { $0.id == "wang" })
    secrets = TerminalSecrets(
      keys: [try .generate(.sm2), try .generate(.es256)], board: try Random.bytes(32))
    traces = try PersonalTraces(of: [wang], and: secrets)
  }

  private func found(_ kind: PersonalTraces.Place.Kind, _ bytes: [UInt8], part: Range<Int>? = nil) throws -> [String] {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("traces-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(repeating: 0, count: 5_000).write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    try handle.seek(toOffset: 3_000)
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
    return try traces.found(in: [.init(kind, file, part: part)])
  }

  @Test func `nothing is found in what holds nothing`() throws {
    #expect(try found(.storage, Array("entries, and 5,000 fen".utf8)).isEmpty)
    #expect(try found(.log, Array("D30 scanner open".utf8)).isEmpty)
    #expect(try traces.found(in: [.init(.log, URL(fileURLWithPath: "/not/there"))]).isEmpty)
  }

  @Test func `card ID and voucher are found in each form that someone might write`() throws {
    let person = try wang.person()
    let cardID = try #require(person.health?.cardID)
    let voucher = try #require(person.insurance?.voucher)
    for (bytes, name) in [(cardID, "card ID"), (voucher, "voucher")] {
      let digits = bytes.map { String(format: "%02x", $0) }.joined()
      for form in [bytes, Array(digits.utf8), Array(digits.uppercased().utf8)] {
        for kind in [PersonalTraces.Place.Kind.storage, .log] {
          let found = try found(kind, form)
          #expect(found.count == 1)
          #expect(found.first?.contains("the \(name) of wang") == true)
        }
      }
    }
  }

  @Test func `a code is found, whoever showed it`() throws {
    let code = Array("hQVDUFYwMWFhYWFhYQ".utf8)
    #expect(try found(.log, code).count == 1)
    #expect(try found(.storage, code).count == 1)
  }

  @Test func `names and keys belong in no log`() throws {
    #expect(try found(.log, Array(wang.maskedName.utf8)).count == 1)
    #expect(try found(.storage, Array(wang.maskedName.utf8)).isEmpty)
    #expect(try !found(.log, Array("-----BEGIN ENCRYPTED PRIVATE KEY-----".utf8)).isEmpty)
  }

  @Test func `a key that can be read is found, and one that is encrypted is none`() throws {
    for key in secrets.keys {
      let digits = try key.scalar.map { String(format: "%02x", $0) }.joined()
      for form in [try key.pem(), try key.scalar, Array(digits.utf8), Array(digits.uppercased().utf8)] {
        #expect(try found(.storage, form).count == 1)
      }
      #expect(try found(.storage, key.encryptedPEM(passphrase: secrets.passphrase)).isEmpty)
    }
    #expect(try found(.storage, Array("-----BEGIN EC PRIVATE KEY-----".utf8)).count == 1)
  }

  @Test func `the board's secret is found in storage and logs`() throws {
    for kind in [PersonalTraces.Place.Kind.storage, .log] {
      #expect(try found(kind, secrets.board).count == 1)
      #expect(try found(kind, secrets.passphrase).count == 1)
    }
  }

  @Test func `a PIN is found in each form, in memory too, where other things may be`() throws {
    let pin = try #require(wang.pin)
    for form in PersonalTraces.forms(ofPIN: pin) {
      for kind in [PersonalTraces.Place.Kind.storage, .log, .memory] {
        #expect(try found(kind, form).count == 1)
      }
    }
    let cardID = try #require(wang.person().health?.cardID)
    #expect(try found(.memory, cardID).isEmpty)
  }

  /// That the search of a story finds nothing says something only where it would find what is there.
  @Test func `what stands in the memory of a process is found in the copy of it`() throws {
    let pin = try #require(wang.pin)
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("memory-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    let sleeper = Process()
    sleeper.executableURL = URL(fileURLWithPath: "/bin/sleep")
    sleeper.arguments = ["60"]
    // What is in the environment is on the stack.
    sleeper.environment = ["KEYED": pin]
    try sleeper.run()
    defer { sleeper.terminate() }
    try #require(try ProcessMemory.copy(of: sleeper.processIdentifier, to: file))
    #expect(try traces.found(in: [.init(.memory, file)]).count == 1)
    #expect(try !ProcessMemory.copy(of: 0, to: file))
  }

  @Test func `only the part of a file that is the place is looked at`() throws {
    let code = Array("hQVDUFYwMWFhYWFhYQ".utf8)
    #expect(try found(.storage, code, part: 0..<3_000).isEmpty)
    #expect(try found(.storage, code, part: 2_999..<4_000).count == 1)
    #expect(try found(.storage, code, part: 2_999..<9_000).count == 1)
    // To the last byte of the part, and not past it.
    #expect(try found(.storage, code, part: 0..<3_009).count == 1)
    #expect(try found(.storage, code, part: 0..<3_008).isEmpty)
    // After a beginning that came to nothing.
    #expect(try found(.storage, Array("hQVhQVDUhQVDUFYwM".utf8)).count == 1)
  }

  @Test func `whose codes a story scans is known`() throws {
    let story = try Scenario(
      text: """
        title: t
        steps:
          - scan: wang
            expect: {beeps: 1}
          - scan: {together: [li, wang]}
            expect: {beeps: 1}
          - revoke: zhao
        """, file: "t.yaml")
    #expect(story.comers.map(\.id) == ["li", "wang"])
  }
}
