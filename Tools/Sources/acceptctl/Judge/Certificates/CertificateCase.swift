import Foundation
import KeyFiles

/// One file of the public test data for EU digital COVID certificates: what a code is at each layer, under what circumstances it
/// is to be judged, and what must come of it.
struct CertificateCase: Decodable {
  struct Circumstances: Decodable {
    /// The signer's X.509 certificate, base64 of DER.
    var certificate: String?
    /// ISO 8601, with or without parts of a second.
    var validationClock: String?

    private enum CodingKeys: String, CodingKey {
      case certificate = "CERTIFICATE"
      case validationClock = "VALIDATIONCLOCK"
    }
  }

  /// The text of the code.
  var text: String
  var circumstances: Circumstances
  var expected: [String: Bool]

  private enum CodingKeys: String, CodingKey {
    case text = "PREFIX"
    case circumstances = "TESTCTX"
    case expected = "EXPECTEDRESULTS"
  }

  static func read(_ path: String) throws -> CertificateCase {
    do {
      return try JSONDecoder().decode(CertificateCase.self, from: Data(PublicFile.read(path)))
    } catch let error as DecodingError {
      throw DescriptionFault(path: path, reason: DescriptionFile.reason(error))
    }
  }
}
