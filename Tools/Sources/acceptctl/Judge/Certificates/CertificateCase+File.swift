import CertificateCases
import Foundation
import KeyFiles

extension CertificateCase {
  static func read(_ path: String) throws -> CertificateCase {
    do {
      return try CertificateCase(json: Data(PublicFile.read(path)))
    } catch let error as DecodingError {
      throw DescriptionFault(path: path, reason: DescriptionFile.reason(error))
    } catch let fault as CertificateCaseFault {
      throw DescriptionFault(path: path, reason: fault.description)
    }
  }
}
