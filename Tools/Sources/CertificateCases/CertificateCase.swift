public import Foundation
import Issuing
public import Time
public import Wire

/// One file of the public test data for EU digital COVID certificates: what a code is at each layer, under what circumstances it
/// is to be judged, and what must come of it.
public struct CertificateCase {
  /// The text of the code.
  public let text: String
  /// Whose key is said to have signed it. Nil where the file's certificate is none, or has no key that signs health
  /// certificates: then nobody signed.
  public let signer: DocumentSigner?
  /// That signer's X.509 certificate, base64 of DER, as the file has it.
  public let certificate: String?
  /// When it is to be judged, if that matters.
  public let now: UnixTime?
  /// By the data's own names of the layers.
  public let expected: [String: Bool]

  /// Reads a file of the data. Throws `DecodingError` or ``CertificateCaseFault`` where it is none.
  public init(json: Data) throws {
    let file = try JSONDecoder().decode(File.self, from: json)
    text = file.text
    expected = file.expected
    certificate = file.circumstances.certificate
    let der = certificate.flatMap { Data(base64Encoded: $0) }
    signer = der.flatMap { try? DocumentSigner(certificate: Array($0)) }
    now = try file.circumstances.validationClock.map { text in
      guard let now = Self.time(text) else { throw CertificateCaseFault.notATime(text) }
      return now
    }
  }

  /// ISO 8601 as the data has it: with any number of digits behind the second, and a zone with or without a colon.
  private static func time(_ text: String) -> UnixTime? {
    guard let match = text.wholeMatch(of: /(.{19})(?:\.\d+)?(Z|[+-]\d\d):?(\d\d)?/) else { return nil }
    let zone = match.3.map { "\(match.2):\($0)" } ?? String(match.2)
    return TimeText.parse(match.1 + zone)
  }

  /// What is read of the JSON.
  private struct File: Decodable {
    struct Circumstances: Decodable {
      var certificate: String?
      var validationClock: String?

      private enum CodingKeys: String, CodingKey {
        case certificate = "CERTIFICATE"
        case validationClock = "VALIDATIONCLOCK"
      }
    }

    var text: String
    var circumstances: Circumstances
    var expected: [String: Bool]

    private enum CodingKeys: String, CodingKey {
      case text = "PREFIX"
      case circumstances = "TESTCTX"
      case expected = "EXPECTEDRESULTS"
    }
  }
}

public enum CertificateCaseFault: Error, CustomStringConvertible {
  case notATime(String)

  public var description: String {
    switch self {
    case .notATime(let text): "TESTCTX.VALIDATIONCLOCK is no time: \(text)"
    }
  }
}
