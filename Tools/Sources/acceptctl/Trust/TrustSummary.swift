import Codes
import Issuing
import KeyFiles
import Settlement
import Time
import Wire

extension TrustBundle {
  var summary: [String] {
    var lines = [
      "version    \(version)",
      "region     \(region.text)",
      "issued     \(TimeText.text(of: issuedAt))",
      "fresh to   \(TimeText.text(of: issuedAt.advanced(bySeconds: Int64(freshForSeconds))))",
      "accept to  \(TimeText.text(of: issuedAt.advanced(bySeconds: Int64(acceptForSeconds))))",
      "receipts   \(PublicKeyLine.text(of: hubReceiptKey))",
      "sealing    \(PublicKeyLine.text(of: hubSealingKey))",
    ]
    for issuer in issuers {
      let regions = issuer.regions.isEmpty ? "all regions" : issuer.regions.map(\.text).joined(separator: " ")
      lines.append(
        "issuer     \(Hexadecimal.text(issuer.issuer)) key \(issuer.index), \(issuer.applications.words), \(regions), "
          + "\(TimeText.text(of: issuer.notBefore)) to \(TimeText.text(of: issuer.notAfter)), "
          + PublicKeyLine.text(of: issuer.key))
    }
    for root in profileRoots {
      lines.append("root       \(root.profile.words) key \(root.index), " + PublicKeyLine.text(of: root.key))
    }
    for signer in documentSigners {
      let algorithm = if case .es256 = signer.key { "ES256" } else { "PS256" }
      lines.append("signer     \(Hexadecimal.text(signer.keyID)) \(signer.uses.words), \(algorithm)")
    }
    lines.append("open to    \(policy.openRegions.map(\.text).joined(separator: " "))")
    for rule in policy.rules {
      let regions = rule.regions.map { $0.map(\.text).joined(separator: " ") } ?? "all regions"
      lines.append(
        "share      \(rule.scheme) \(rule.category), \(regions): from \(rule.deductible.text) yuan, "
          + "\(rule.fundRatioPermille) permille, to \(rule.ceiling.text), account \(rule.account.text)")
    }
    let limits = [("dynamic", policy.dynamicLimits), ("printed", policy.printedLimits)]
    lines += limits.map { name, limits in
      "\(name)    one \(limits.single.text), a card's day \(limits.cardDaySum.text) and \(limits.cardDayCount) sales, "
        + "account \(limits.account.text)"
    }
    lines.append("deposit    \(policy.deposit.text)")
    if let relief = policy.relief {
      let caps = relief.caps.map { "\($0.category) \($0.rest.text)" }.joined(separator: ", ")
      lines.append("relief     \(caps), deposit \(relief.deposit.text)")
    }
    lines.append("revoked    \(revoked.count)")
    lines += revoked.map { "           \($0.words)" }
    if !revokedCertificates.isEmpty { lines.append("revoked    \(revokedCertificates.count) health certificates") }
    return lines
  }
}

extension RevocationDelta {
  var summary: [String] {
    ["bundle     \(base)", "number     \(number)", "issued     \(TimeText.text(of: issuedAt))"]
      + added.map { "added      \($0.words)" } + removed.map { "removed    \($0.words)" }
  }
}

extension CardReference {
  fileprivate var words: String { "\(Hexadecimal.text(issuer)) \(Hexadecimal.text(serial))" }
}

extension SignedProfile {
  fileprivate var words: String { self == .transit ? "transit" : "profile \(rawValue)" }
}

extension DocumentSigner.Uses {
  fileprivate var words: String {
    [(Self.test, "test"), (.vaccination, "vaccination"), (.recovery, "recovery")]
      .filter { contains($0.0) }.map(\.1).joined(separator: " ")
  }
}

extension Applications {
  fileprivate var words: String {
    [(Applications.health, "health"), (.insurance, "insurance"), (.payment, "payment")]
      .filter { contains($0.0) }.map(\.1).joined(separator: " ")
  }
}
