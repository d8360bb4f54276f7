import CertificateCases

/// One line of a judged file: as its data expects, or where not.
struct CertificateReport {
  let name: String
  /// The first layer that does not come out as expected.
  private(set) var difference: (layer: String, expected: Bool, found: Bool)?
  /// What else is to be said of it, to a person.
  private(set) var remarks: [String] = []

  init(_ name: String, _ item: CertificateCase) {
    self.name = name
    let findings = CertificateFindings(item)
    if item.signer == nil { remarks.append("TESTCTX.CERTIFICATE has no key that could sign it") }
    for (layer, expected) in item.expected.sorted(by: { $0.key < $1.key }) {
      guard let known = CertificateLayer(rawValue: layer) else {
        remarks.append("\(layer) is not for whoever reads a code")
        continue
      }
      let found = findings.holds(known)
      if found != expected, difference == nil { difference = (layer, expected, found) }
    }
  }

  var line: String {
    guard let difference else { return name + "\tas expected" }
    return "\(name)\tdiffers\t\(difference.layer), \(difference.expected), \(difference.found)"
  }
}
