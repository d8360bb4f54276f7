import Foundation
import Linux
import Testing

@Suite struct LinkTests {
  private let folder = Folder()

  private func point(_ link: String, to target: String) throws {
    try? FileManager.default.removeItem(atPath: folder.file(link))
    try FileManager.default.createSymbolicLink(atPath: folder.file(link), withDestinationPath: target)
  }

  @Test func aLinkLeadsToWhatIsThereNow() throws {
    for name in ["ttyUSB0", "ttyUSB1"] { FileManager.default.createFile(atPath: folder.file(name), contents: nil) }
    try point("by-path", to: "ttyUSB0")
    try point("scanner", to: folder.file("by-path"))
    #expect(Links.followed(folder.file("scanner"))?.hasSuffix("/ttyUSB0") == true)
    try point("by-path", to: "ttyUSB1")
    #expect(Links.followed(folder.file("scanner"))?.hasSuffix("/ttyUSB1") == true)
    #expect(Links.followed(folder.file("ttyUSB1")) == Links.followed(folder.path).map { $0 + "/ttyUSB1" })
  }

  @Test func whereNothingIsItLeadsNowhere() throws {
    try point("by-path", to: "ttyUSB0")
    #expect(Links.followed(folder.file("by-path")) == nil)
    #expect(Links.followed(folder.file("none")) == nil)
    #expect(Links.followed("") == nil)
  }
}
