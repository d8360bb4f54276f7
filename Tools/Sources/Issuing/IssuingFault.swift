/// Why a code cannot be issued as asked. The limits are those of FC1.
public enum IssuingFault: Error, Equatable, Sendable {
  /// A health card ID is 32 bytes.
  case cardIDLength
  /// A health card's root key is 16 bytes.
  case rootKeyLength
  /// The number of an identity document is 1 to 30 printable ASCII characters, its type two.
  case identityNumber
  /// A masked name is 1 to 24 bytes of UTF-8.
  case maskedNameLength
  /// 1900 to 2099.
  case birthYear
  /// A voucher is 8 bytes.
  case voucherLength
  /// An application identifier is 5 to 16 bytes.
  case applicationIdentifierLength
  /// 1 to 4 applications.
  case applicationCount
  /// Payment goes into dynamic codes only.
  case paymentWithoutHolder
  /// Validity is whole seconds from 0 to 4,294,967,295.
  case validity
  /// A dynamic credential cannot be printed.
  case presentationNeeded
  /// A printed credential has nobody to sign a presentation.
  case holderNeeded
  /// The code would be longer than 512 characters.
  case tooLong
  /// A revoked health certificate's digest is 16 bytes.
  case certificateDigest
  /// What was written does not read back as a fused code: a name without `*`, for one.
  case doesNotReadBack
}

extension IssuingFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .cardIDLength: "a health card ID is 64 hexadecimal digits"
    case .rootKeyLength: "a health card's root key is 32 hexadecimal digits"
    case .identityNumber: "an identity document has a type of two characters and a number of 1 to 30, all ASCII"
    case .maskedNameLength: "a masked name is 1 to 24 bytes of UTF-8"
    case .birthYear: "a birth year is 1900 to 2099"
    case .voucherLength: "an insurance voucher is 16 hexadecimal digits"
    case .applicationIdentifierLength: "a payment's application identifier is 10 to 32 hexadecimal digits"
    case .applicationCount: "a code has one to four applications"
    case .paymentWithoutHolder: "a printed code carries no payment application"
    case .validity: "validity goes from 1970 to 2106, in whole seconds"
    case .presentationNeeded: "a dynamic credential is not printed: it needs a presentation"
    case .holderNeeded: "a printed credential has no holder to sign a presentation"
    case .tooLong: "the code would be longer than 512 characters: leave an application out"
    case .certificateDigest: "a revoked health certificate's digest is 32 hexadecimal digits"
    case .doesNotReadBack: "the code would be malformed: a masked name needs a * and nothing invisible"
    }
  }
}
