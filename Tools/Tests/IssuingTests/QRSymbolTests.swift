import Codes
import LibCrypto
import Testing

@testable import Issuing

/// The pictures are read back by zbar, which shares nothing with libqrencode.
@Suite struct QRSymbolTests {
  @Test(arguments: [1, 2, 3, 8]) func zbarReadsAFusedCodeOffThePNG(_ scale: Int) throws {
    let issuer = try Issuer.generate(id: 1, keyIndex: 1, .sm2)
    let text = try CredentialTests.credential(issuer).presented(
      at: CredentialTests.now, lifetimeSeconds: 60, nonce: 1)
    let symbol = try QRSymbol(text)
    #expect(symbol.version <= 18)
    #expect(symbol.size == 17 + 4 * symbol.version)
    let picture = try #require(PNGReader(symbol.png(scale: scale)))
    #expect(picture.width == (symbol.size + 8) * scale)
    #expect(picture.height == picture.width)
    // zbar wants more than a pixel a module.
    guard scale > 1 else { return }
    #expect(ZBar.read(picture.pixels, width: picture.width, height: picture.height) == [text])
  }

  @Test func theSVGHasTheSameModules() throws {
    let symbol = try QRSymbol("hQVDUFYwMWE=")
    let svg = symbol.svg(scale: 4)
    let side = symbol.size + 8
    #expect(svg.contains("width=\"\(side * 4)\""))
    #expect(svg.contains("viewBox=\"0 0 \(side) \(side)\""))
    // A square is `M<column> <row>h1v1h-1z`.
    var dark: Set<[Int]> = []
    for match in svg.matches(of: /M(\d+) (\d+)h1v1h-1z/) {
      let (column, row) = (try #require(Int(match.1)), try #require(Int(match.2)))
      dark.insert([row - QRSymbol.quietZone, column - QRSymbol.quietZone])
    }
    for row in 0..<symbol.size {
      for column in 0..<symbol.size {
        #expect(dark.contains([row, column]) == symbol.isDark(row: row, column: column))
      }
    }
  }

  @Test func theLongestCodeFitsAndMoreThanVersion18DoesNot() throws {
    #expect(try QRSymbol(String(repeating: "A", count: 512)).version <= 18)
    #expect(try QRSymbol(String(repeating: "A", count: 560)).version == 18)
    #expect(throws: QRFault.doesNotFit) { try QRSymbol(String(repeating: "A", count: 561)) }
    #expect(throws: QRFault.doesNotFit) { try QRSymbol(String(repeating: "A", count: 5_000)) }
    #expect(throws: QRFault.doesNotFit) { try QRSymbol("") }
  }

  @Test func aDamagedPNGIsNotOne() throws {
    var file = try QRSymbol("A").png(scale: 1)
    #expect(PNGReader(file) != nil)
    file[40] ^= 1
    #expect(PNGReader(file) == nil)
  }
}
