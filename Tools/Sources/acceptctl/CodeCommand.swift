import ArgumentParser
import Codes
import Foundation
import Issuing
import KeyFiles
import LibCrypto
import Time

struct CodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "code",
    abstract: "Makes a fused code for a test person, as text and as a QR picture.",
    discussion: """
      Printed, unless --dynamic or --holder-key is given. With --name it has a health card, with --region an insurance \
      voucher, with --payment payment applications. Identifiers that are left out are made at random.
      """)

  @OptionGroup(title: "Issuer") var issuer: IssuerOptions
  @OptionGroup(title: "Person") var person: PersonOptions
  @OptionGroup(title: "Presentation") var presentation: PresentationOptions

  @Option(help: "What is wrong with it.")
  var flaw: CodeFlaw?

  @Option(help: "Write a PNG picture here.")
  var png: String?

  @Option(help: "Write an SVG picture here.")
  var svg: String?

  @Option(help: "Pixels a module of the picture.")
  var scale = 8

  func validate() throws {
    guard (1...QRSymbol.maximumScale).contains(scale) else {
      throw ValidationError("--scale is 1 to \(QRSymbol.maximumScale)")
    }
  }

  func run() throws {
    let now = UnixTime(seconds: Int64(Date().timeIntervalSince1970))
    let key = try KeyFile.signingKey(issuer.issuerKey)
    let holder = try presentation.holder(key.algorithm)
    let credential = try Credential.issue(
      to: try person.person(), serial: try person.serial?.number ?? Self.random(UInt64.self),
      by: Issuer(id: issuer.issuer.number, keyIndex: issuer.index, key: key),
      notBefore: issuer.notBefore?.time ?? now.advanced(bySeconds: -Self.day),
      notAfter: issuer.notAfter?.time ?? now.advanced(bySeconds: 365 * Self.day), holder: holder, flaw: flaw)
    let text =
      holder == nil
      ? try credential.printed()
      : try credential.presented(
        at: presentation.generatedAt?.time ?? now, lifetimeSeconds: presentation.lifetime,
        nonce: presentation.nonce?.number ?? Self.random(UInt32.self))
    if png != nil || svg != nil {
      let symbol = try QRSymbol(text)
      if let png { try PublicFile.write(png, symbol.png(scale: scale)) }
      if let svg { try PublicFile.write(svg, Array(symbol.svg(scale: scale).utf8)) }
    }
    print(text)
  }

  private static let day: Int64 = 24 * 3_600

  private static func random<Number: FixedWidthInteger>(_: Number.Type) throws -> Number {
    try Random.bytes(Number.bitWidth / 8).reduce(0) { $0 << 8 | Number($1) }
  }
}

extension CodeFlaw: ExpressibleByArgument {}
