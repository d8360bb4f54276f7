import Testing

@testable import LibCrypto

/// A key of no use, and signatures that the openssl program made with it.
@Suite struct RSAVerifyingKeyTests {
  private static let message = Array("The counter believes nobody.".utf8)

  @Test func verifiesASignatureWithASaltAsLongAsTheHash() throws {
    let key = try RSAVerifyingKey(RSAPublicKey(modulus: [0] + Self.modulus, exponent: Self.exponent))
    #expect(key.isValid(signature: Self.signature, over: Self.message))
    #expect(!key.isValid(signature: Self.signature, over: Self.message + [0]))
    #expect(!key.isValid(signature: Self.signatureWithShortSalt, over: Self.message))
    #expect(!key.isValid(signature: Self.signatureOfOldPadding, over: Self.message))
    #expect(!key.isValid(signature: [], over: Self.message))
    #expect(!key.isValid(signature: [0] + Self.signature, over: Self.message))
    for place in stride(from: 0, to: Self.signature.count, by: 17) {
      var changed = Self.signature
      changed[place] ^= 1
      #expect(!key.isValid(signature: changed, over: Self.message), "byte \(place)")
    }
    // What failed leaves nothing behind.
    #expect(key.isValid(signature: Self.signature, over: Self.message))
  }

  struct Numbers: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var modulus: [UInt8]
    var exponent: [UInt8]

    init(_ name: String, modulus: [UInt8] = RSAVerifyingKeyTests.modulus, exponent: [UInt8] = [1, 0, 1]) {
      testDescription = name
      self.modulus = modulus
      self.exponent = exponent
    }
  }

  static let badNumbers = [
    Numbers("2,040 bits", modulus: modulus.dropLast()),
    Numbers("4,104 bits", modulus: [UInt8](repeating: 0xFF, count: 513)),
    Numbers("an even modulus", modulus: modulus.dropLast() + [0x10]),
    Numbers("no modulus", modulus: []),
    Numbers("no exponent", exponent: []),
    Numbers("an exponent of 1", exponent: [1]),
    Numbers("an even exponent", exponent: [2]),
    Numbers("an exponent of 5 bytes", exponent: [1, 0, 0, 0, 1]),
  ]

  @Test(arguments: badNumbers) func refuses(numbers: Numbers) {
    #expect(throws: CryptoFault.malformedKey) {
      try RSAPublicKey(modulus: numbers.modulus, exponent: numbers.exponent)
    }
  }

  private static let exponent: [UInt8] = [1, 0, 1]
  private static let modulus = bytes(
    "dc4b6039c31bcdb2a62bf2f2c564ba7c4761f4b8e427068a8955a2927d44e334b3f056a75823ea13ff6dc2cf4d51fe3e4b50"
      + "b0fbd238462f31d3e457dc982fd3286505e5dfb029df3a04f894d18e6fdee671931e8f492c6666c5ba6c0734e4f3464e8ea2"
      + "9a79a43139f61629be05f4f11c1e47a7a623b2b958169feb0c88e2e26fa11c8fab0e7677fb0042a04aec14966990e671ee19"
      + "96b5ad93e865f836f9209fb40766b09e6b9ae2c6dd1e7173453d4325f2424cc6601973831985bba9278f7696cacc7d2de7d7"
      + "1e8ff9653efdf56997e69de52aeea56c240300751ce506d3ea1496a353b18b95f5df14265f953f3502f4d546268a2cd40e9b"
      + "3330abf3a649")
  private static let signature = bytes(
    "26d8e39c304428b9d90c4bf672637d04e612a78eec3a1959870580e318fc3a395b28e9e196ede8f41b6374193803e6af3a35"
      + "70e5c0253f76c307dcf83d0ad9ccbbbffe9ba9bbb4dafe8ed013c9ab1877aca8c0839660653a284273a39d27ec8125344002"
      + "af3b31c00b9cdf99928e13838f666646c87b20e3bc4dfe475f07ae06055891af42438049504775fbb2189564ac1829c4271e"
      + "3bbf8bac4fd6571229ea2d5f5ad9e5de14b4210f0ec0489d918e0ab532614ed5ee48ce9df0abe029c1841c7dbf3dd48464f8"
      + "b6ad191705b7651ee96d80dd9cc606fb0b025c0a6f7911850f1e7668a4684fb7a9c2fa3e68f8b7d5568bfb7e9dd9b367db8d"
      + "1c0878a4d855")
  private static let signatureWithShortSalt = bytes(
    "c1c1f29e34a18ed1abbb74bf02ad37b737fa8686612629a9e9c5fc82caca0a3d8e2d05c9a0bd598e990f601e8212397b701f"
      + "ef047c5b192dfaca7c82f69a7a26988064c2e127ee3ffa496d95c094421616cdab0b208f77d8a93e1f79ddc54d1ce5cb59be"
      + "209bf033d21bdfb1cf34738911c8c7c04ac39122ec7510208a131b71dd55032d75952e6365c989c9cf75017c6c901790c6ac"
      + "8d7bb34f6e2e059da2f1ba401fcacf5eeadc0b337617035e34b688b845be2322a8c9ead9ee534b844d37e05391a00846e97d"
      + "5bbbec82cf6deac87b173056de5b2c21bf8ddf7f5b2dfc45c7fe419cd4157ffd0738bc9fcf3c3c3abbee0cb782c70052f8ec"
      + "e1d49070013e")
  private static let signatureOfOldPadding = bytes(
    "b11c9a76c45b06a9f372ce95fb5180e40995f7988e2204c5e0fea3eb8790598cd83931f373eb1d98d21204a79f036e6517b0"
      + "87cee7366b970586ec8d6e7515fc0df69fdfdb0b8c6142ffb79b09f66d1c3ebc361bc5dfad6b9ad09e5e5cd73fdb41de392d"
      + "ba83565e816ce5785cda1ae5e1a0c2b76958fbcd2db43aae28676a300f1dbba05e52c2d5a3f9772cd970db16b156f10af74a"
      + "0ede825b181d56391f2cb99f8dd76b27794ac6c38e08ba35abad40e8c9f871fdac2845dbbf3f79658af3692f973d0b67c66d"
      + "0a714b980831c50c4a8b665b4c872e72b52e76bdc3ac65633256b3caec207307a5f303c1e6667ecad8abaef854b5c4fb6c86"
      + "fa691abdb50e")
}
