import Codes
import Foundation
import LibCrypto
import Time
import Wire

/// A file of judged codes in the form `acceptctl judge --vectors` takes.
struct Vectors: Decodable {
  struct Issuer: Decodable {
    let issuer: String
    let index: UInt8
    let algorithm: String
    let publicKey: String
    let notBefore: Int64
    let notAfter: Int64
    let applications: UInt16
    let regions: [String]
  }

  struct Card: Decodable {
    let issuer: String
    let serial: String
  }

  struct Case: Decodable {
    let name: String
    let now: Int64
    let code: String
    let verdict: String
    let presence: String?
    let fields: Fields?
  }

  struct Fields: Decodable {
    struct Payment: Decodable {
      let aid: String
      let offlineLimitFen: UInt32?
    }

    let healthCardID: String?
    let name: String?
    let birthYear: UInt16?
    let entitlements: UInt16?
    let insuredRegion: String?
    let scheme: UInt8?
    let voucher: String?
    let transactionsSincePrint: UInt16?
    let payments: [Payment]?
  }

  let issuers: [Issuer]
  let revoked: [Card]
  let cases: [Case]

  /// The vectors handed to every implementation of the profile lie beside the repository, or where `ACCEPTD_VECTORS`
  /// says. `nil` where there are none.
  static let beside: Vectors? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder =
      ProcessInfo.processInfo.environment["ACCEPTD_VECTORS"].map { URL(filePath: $0) }
      ?? root.deletingLastPathComponent().appending(path: "shared/vectors")
    guard let data = try? Data(contentsOf: folder.appending(path: "fused-code.json")) else {
      print("Skipped: no fused-code.json in \(folder.path). Set ACCEPTD_VECTORS to the folder that holds it.")
      return nil
    }
    do {
      return try JSONDecoder().decode(Vectors.self, from: data)
    } catch {
      fatalError("fused-code.json is not in the form expected: \(error)")
    }
  }()
}

extension Vectors.Issuer {
  var key: IssuerKey {
    get throws {
      IssuerKey(
        issuer: UInt32(issuer, radix: 16) ?? 0, index: index,
        key: try PublicKey(algorithm: algorithm == "SM2" ? .sm2 : .es256, compressedPoint: bytes(hex: publicKey)),
        notBefore: UnixTime(seconds: notBefore), notAfter: UnixTime(seconds: notAfter),
        applications: Applications(rawValue: applications), regions: regions.compactMap { RegionPrefix(text: $0) })
    }
  }
}

extension Vectors.Card {
  var reference: CardReference {
    CardReference(issuer: UInt32(issuer, radix: 16) ?? 0, serial: UInt64(serial, radix: 16) ?? 0)
  }
}

func hex(_ bytes: [UInt8]) -> String {
  bytes.map { String(format: "%02X", $0) }.joined()
}

func bytes(hex text: String) -> [UInt8] {
  let digits = Array(text.utf8)
  return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
    UInt8(String(decoding: digits[$0..<$0 + 2], as: UTF8.self), radix: 16)
  }
}
