import LibCrypto
import Linux
import Testing

@testable import enrol

@Suite("Enrolment")
struct EnrolmentTests {
  private let folder = Folder()

  private func run(_ arguments: String...) -> Result<[UInt8], Enrolment.Fault> {
    do throws(Enrolment.Fault) { return .success(try Enrolment.run(arguments)) } catch { return .failure(error) }
  }

  private func line(_ outcome: Result<[UInt8], Enrolment.Fault>) -> String {
    guard case .failure(let fault) = outcome else { return "" }
    return fault.line
  }

  @Test func `makes both keys with the board's secret, and says the same of them again`() throws {
    try folder.put("secret", Secrets.one)
    let secret = folder.path("secret")
    for name in ["ES256", "SM2"] {
      try? folder.remove("journal.key")
      let key = String(decoding: try run("journal-key", folder.path, secret, name).get(), as: UTF8.self)
      #expect(key.hasPrefix(name + " 0") && key.utf8.count == name.utf8.count + 67)
      #expect(String(decoding: try run("journal-key", folder.path, secret, name).get(), as: UTF8.self) == key)
    }
    #expect(try !run("certificate-request", folder.path, secret, "XY-0001").get().isEmpty)
    for file in ["journal.key", "tls.key"] {
      #expect(try folder.text(file).hasPrefix("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"))
    }
  }

  @Test(arguments: Secrets.none) func `makes no key on a board without a secret, and says what to do`(
    _ text: String
  ) throws {
    try folder.put("secret", text)
    for outcome in [
      run("journal-key", folder.path, folder.path("secret"), "ES256"),
      run("certificate-request", folder.path, folder.path("secret"), "XY-0001"),
      run("journal-key", folder.path, folder.path("none"), "ES256"),
    ] {
      #expect(line(outcome).contains("the board has no secret") && line(outcome).contains("fuses"))
    }
    #expect(!folder.has("journal.key") && !folder.has("tls.key"))
  }

  @Test func `keeps the key of another board, and says whose it is`() throws {
    try folder.put("secret", Secrets.one)
    _ = try run("journal-key", folder.path, folder.path("secret"), "ES256").get()
    let before = try folder.text("journal.key")
    try folder.put("secret", Secrets.other)
    #expect(line(run("journal-key", folder.path, folder.path("secret"), "ES256")).contains("another board"))
    #expect(try folder.text("journal.key") == before)
  }
}
