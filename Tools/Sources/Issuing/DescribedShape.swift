import Yams

/// Which keys a description may have, at each place.
///
/// A decoder passes over a key that it does not know, and most keys that may be left out widen what is signed: a bundle with
/// `revokd` revokes nothing, an issuer with `region` may sign for every region. So an unknown key is a mistake.
indirect enum DescribedShape: Sendable {
  case value
  case list(DescribedShape)
  case map([String: DescribedShape])

  /// Refuses what `yaml` has beyond this. What it lacks, and whether its values are right, is for the decoder.
  func check(_ yaml: String) throws {
    guard let node = try Yams.compose(yaml: yaml) else { return }
    try check(node, [])
  }

  private func check(_ node: Node, _ place: [any CodingKey]) throws {
    switch (self, node) {
    case (.map(let known), .mapping(let mapping)):
      for (key, value) in mapping {
        let name = key.string ?? ""
        guard let shape = known[name] else {
          throw DecodingError.dataCorrupted(
            DecodingError.Context(
              codingPath: place + [Place(name)],
              debugDescription: "is not known here; known are \(known.keys.sorted().joined(separator: ", "))"))
        }
        try shape.check(value, place + [Place(name)])
      }
    case (.list(let shape), .sequence(let sequence)):
      for (index, value) in sequence.enumerated() { try shape.check(value, place + [Place(index)]) }
    default: break
    }
  }

  private struct Place: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(_ name: String) {
      stringValue = name
      intValue = nil
    }

    init(_ index: Int) {
      stringValue = "\(index)"
      intValue = index
    }

    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { self.init(intValue) }
  }
}

extension DescribedShape: ExpressibleByArrayLiteral {
  /// A map of plain values.
  init(arrayLiteral names: String...) {
    self = .map(Dictionary(uniqueKeysWithValues: names.map { ($0, .value) }))
  }

  /// This map, with some values that are more than plain.
  func with(_ more: [String: DescribedShape]) -> DescribedShape {
    guard case .map(let plain) = self else { return self }
    return .map(plain.merging(more) { $1 })
  }
}

extension DescribedShape {
  private static let cards = list(["issuer", "serial"])
  private static let limits: DescribedShape = ["singleFen", "cardDaySumFen", "cardDayCount", "accountFen"]
  private static let shares = list([
    "scheme", "category", "regions", "deductibleFen", "fundPermille", "ceilingFen", "accountFen",
  ])
  private static let relief = (["depositFen"] as Self).with(["caps": list(["category", "restFen"])])
  private static let issuers = list(["issuer", "index", "key", "notBefore", "notAfter", "applications", "regions"])
  private static let policy =
    ([
      "openRegions", "presentationAgeCapSeconds", "unprintedTransactionLimit", "depositFen", "pinFor",
      "prepaidTopUpFen",
    ] as Self).with([
      "relief": relief,
      "shares": shares, "dynamicLimits": limits, "printedLimits": limits, "terminalLimits": ["daySumFen", "dayCount"],
    ])

  static let trust = (["region", "version", "issuedAt", "freshForSeconds", "acceptForSeconds", "revokedFrom"] as Self)
    .with([
      "hub": ["receiptKey", "sealingKey"], "issuers": issuers, "policy": policy, "revoked": cards,
      "transitRoots": list(["index", "key"]), "documentSigners": list(["certificate"]),
      "revokedCertificates": list(["kind", "digest"]),
    ])
  static let revoked = DescribedShape.map(["revoked": cards])
  static let delta = (["base", "number", "issuedAt"] as Self).with(["added": cards, "removed": cards])
}
