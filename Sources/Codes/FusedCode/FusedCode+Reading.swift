import Time

extension FusedCode {
  /// The most characters a fused code may have.
  public static let maximumTextCount = 512
  /// The most bytes behind those characters.
  public static let maximumByteCount = 384
  /// How a generated code's lifetime is bounded, in seconds.
  public static let lifetimes: ClosedRange<UInt16> = 1...1_200

  static let aidPrefix: [UInt8] = [0xF0, 0x46, 0x43]
  static let healthAID: [UInt8] = [0xF0, 0x46, 0x43, 0x48, 0x43, 0x01]
  static let insuranceAID: [UInt8] = [0xF0, 0x46, 0x43, 0x4D, 0x49, 0x01]
  static let aidCounts = 5...16
  static let birthYears: ClosedRange<UInt32> = 1_900...2_099
  static let signatureCount = 64
  static let pointCount = 33
  static let issuerContext = [UInt8]("FC1I".utf8)
  static let holderContext = [UInt8]("FC1H".utf8)

  /// Reads what a scanner delivered, its own suffix taken off. Any bytes may be given.
  ///
  /// - Throws: the specification's verdict, one of the three that need no key.
  public init(text: [UInt8]) throws(FusedCodeFault) {
    guard text.count <= Self.maximumTextCount, let payload = ConsumerPresentedPayload(text: text) else {
      throw .malformed
    }
    try self.init(payload)
  }

  /// Reads what ``Recogniser`` took for a fused code by what it claims.
  ///
  /// - Throws: the specification's verdict, one of the three that need no key; of what claims to be a fused code never
  ///   `notFusedCode`.
  public init(_ payload: ConsumerPresentedPayload) throws(FusedCodeFault) {
    let bytes = payload.bytes
    // More characters than there may be hold more bytes than there may be.
    guard bytes.count <= Self.maximumByteCount else { throw .malformed }
    switch payload.claim {
    case .fusedCode: break
    case .paymentCode: throw .notFusedCode
    case nil: throw .malformed
    }
    let container = try FusedCodeContainer(bytes)
    let applications = try FusedCodeApplications(ObjectSequence(bytes, in: container.applications))

    var signed = container.signedData
    let credentialObject = try signed.object(FusedCodeTag.credential)
    let issuerSignature = try signed.value(FusedCodeTag.issuerSignature, count: Self.signatureCount)
    let credential = try FusedCodeCredential(signed.inside(credentialObject))
    guard credential.applications == applications.present else { throw .malformed }

    /// Every 61, and what stands in 64 from E1 to `last`.
    func signedBytes(_ context: [UInt8], to last: TLVObject) -> [UInt8] {
      var signed = context
      signed.reserveCapacity(Self.maximumByteCount)
      signed += bytes[container.applications]
      signed += bytes[credentialObject.encoded.lowerBound..<last.encoded.upperBound]
      return signed
    }

    var presentation: Presentation?
    if let holderPoint = credential.holderPoint {
      let object = try signed.object(FusedCodeTag.presentation)
      let signature = try signed.value(FusedCodeTag.holderSignature, count: Self.signatureCount)
      presentation = try Presentation(
        signed.inside(object), holderPoint: holderPoint, signedBytes: signedBytes(Self.holderContext, to: object),
        signature: [UInt8](signature))
    }
    try signed.end()
    // A copy of a printed code must not be able to pay.
    guard presentation != nil || applications.payments.isEmpty else { throw .malformed }

    self.init(
      card: credential.card, issuerKeyIndex: credential.issuerKeyIndex, applications: credential.applications,
      notBefore: credential.notBefore, notAfter: credential.notAfter, health: applications.health,
      insurance: applications.insurance, payments: applications.payments,
      issuerSignedBytes: signedBytes(Self.issuerContext, to: credentialObject),
      issuerSignature: [UInt8](issuerSignature), presentation: presentation)
  }
}

/// E1, what the issuer says.
struct FusedCodeCredential {
  let applications: Applications
  let card: CardReference
  let issuerKeyIndex: UInt8
  let notBefore: UnixTime
  let notAfter: UnixTime
  /// Present exactly in a dynamic code.
  let holderPoint: [UInt8]?

  init(_ objects: ObjectSequence) throws(FusedCodeFault) {
    var objects = objects
    _ = try objects.integer(FusedCodeTag.version, as: UInt8.self)
    applications = Applications(rawValue: try objects.integer(FusedCodeTag.fusionIdentifier))
    let issuer: UInt32 = try objects.integer(FusedCodeTag.issuer)
    issuerKeyIndex = try objects.integer(FusedCodeTag.issuerKeyIndex)
    card = CardReference(issuer: issuer, serial: try objects.integer(FusedCodeTag.cardSerial))
    notBefore = UnixTime(seconds: Int64(try objects.integer(FusedCodeTag.notBefore, as: UInt32.self)))
    notAfter = UnixTime(seconds: Int64(try objects.integer(FusedCodeTag.notAfter, as: UInt32.self)))
    guard let last = try objects.next() else {
      holderPoint = nil
      return
    }
    guard last.tag == FusedCodeTag.holderPoint, last.value.count == FusedCode.pointCount else { throw .malformed }
    holderPoint = [UInt8](objects.value(of: last))
    try objects.end()
  }
}

extension FusedCode.Presentation {
  /// E2, what the holder's device says.
  fileprivate init(
    _ objects: ObjectSequence, holderPoint: [UInt8], signedBytes: [UInt8], signature: [UInt8]
  ) throws(FusedCodeFault) {
    var objects = objects
    let generatedAt: UInt32 = try objects.integer(FusedCodeTag.generatedAt)
    let lifetime: UInt16 = try objects.integer(FusedCodeTag.lifetime)
    let nonce: UInt32 = try objects.integer(FusedCodeTag.nonce)
    try objects.end()
    guard FusedCode.lifetimes.contains(lifetime) else { throw .malformed }
    self.init(
      holderPoint: holderPoint, generatedAt: UnixTime(seconds: Int64(generatedAt)), lifetimeSeconds: lifetime,
      nonce: nonce, signedBytes: signedBytes, signature: signature)
  }
}
