import LibCrypto
import Linux
import Testing

@testable import TerminalKeys

@Suite("The folder of the journal's key")
struct KeyFolderTests {
  private let folder = Folder()

  @Test func `has no key once it was wiped, and says so`() throws {
    try folder.put("secret", Secrets.one)
    let keys = KeyFolder<Kernel>(path: folder.path)
    _ = try OwnKey<Kernel>(path: keys.key, secret: folder.path("secret")).loadOrMake(.sm2)
    #expect(folder.has("journal.key") && !keys.wasWiped)
    try keys.wipe()
    #expect(!folder.has("journal.key") && keys.wasWiped)
    // Once more does no harm: the case may be opened again.
    try keys.wipe()
    #expect(keys.wasWiped)
  }
}
