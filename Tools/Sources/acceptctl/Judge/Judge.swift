/// One judge over the cases of a file, in order, that remembers the presentations it accepted.
struct Judge {
  private var judge: any ProfileJudge

  init(_ file: VectorFile) throws(JudgeFault) {
    judge =
      file.isOfTransitCodes
      ? try TransitCodeJudge(file) as any ProfileJudge : try FusedCodeJudge(file)
  }

  /// Keys of the file that cannot be used. A code that names one is of an unknown issuer.
  var unusable: [String] { judge.unusable }

  /// The verdict on one case, and what the code says where it is accepted.
  mutating func judge(_ item: VectorFile.Case, at place: Int) -> JudgedCase {
    judge.judge(item, named: item.name ?? "case \(place + 1)")
  }
}

/// Judges codes of one profile.
protocol ProfileJudge {
  var unusable: [String] { get }
  mutating func judge(_ item: VectorFile.Case, named name: String) -> JudgedCase
}

/// What in a file of cases keeps all of it from being judged.
enum JudgeFault: Error, Equatable, CustomStringConvertible {
  case badIssuer(place: Int, field: String)
  case badCard(place: Int)
  case badRoot(place: Int)
  case badKeys

  var description: String {
    switch self {
    case .badIssuer(let place, let field): "issuers[\(place)].\(field) is not what the form says"
    case .badCard(let place): "revoked[\(place)] needs issuer and serial in hexadecimal"
    case .badRoot(let place): "roots[\(place)] needs index and publicKey, a compressed point in hexadecimal"
    case .badKeys: "the issuers' keys cannot be used together"
    }
  }
}
