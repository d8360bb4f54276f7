import Foundation
import KeyFiles

/// A file of cases: issuer keys, revocations, and codes to judge in order. Only `cases` and what a case cannot be judged
/// without must be there.
struct VectorFile: Decodable {
  struct Issuer: Decodable {
    /// Eight hexadecimal digits.
    var issuer: String
    var index: UInt8
    /// `SM2` or `ES256`.
    var algorithm: String
    /// A compressed point, hexadecimal.
    var publicKey: String
    /// Seconds since 1970-01-01 UTC; without a bound when left out.
    var notBefore: Int64?
    var notAfter: Int64?
    /// Fusion bits; all when left out.
    var applications: UInt16?
    /// Region prefixes; none means all.
    var regions: [String]?
  }

  struct Card: Decodable {
    var issuer: String
    /// Sixteen hexadecimal digits.
    var serial: String
  }

  struct Case: Decodable {
    var name: String?
    /// Seconds since 1970-01-01 UTC.
    var now: Int64
    var code: String
  }

  /// A root key of transit codes, SM2.
  struct Root: Decodable {
    var index: UInt8
    /// A compressed point, hexadecimal.
    var publicKey: String
  }

  /// `FC1`, or `JT/T transit`; where it is left out, `roots` say which.
  var profile: String?
  /// Of fused codes.
  var issuers: [Issuer]?
  var revoked: [Card]?
  /// Of transit codes.
  var roots: [Root]?
  var cases: [Case]

  static let fusedCode = "FC1"
  static let transitCode = "JT/T transit"

  var isOfTransitCodes: Bool { profile.map { $0 == Self.transitCode } ?? (roots != nil) }

  static func read(_ path: String) throws -> VectorFile {
    let bytes = try PublicFile.read(path)
    let file: VectorFile
    do {
      file = try JSONDecoder().decode(VectorFile.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw DescriptionFault(path: path, reason: DescriptionFile.reason(error))
    }
    if let profile = file.profile, profile != fusedCode, profile != transitCode {
      throw DescriptionFault(path: path, reason: "profile \(profile) is neither \(fusedCode) nor \(transitCode)")
    }
    return file
  }
}
