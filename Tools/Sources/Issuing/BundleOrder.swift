import Wire

extension [DocumentSigner] {
  /// As a bundle has them: by name, then by key, each once.
  public var inBundleOrder: [DocumentSigner] {
    var signers = sorted { left, right in
      left.keyID == right.keyID
        ? left.keyBytes.lexicographicallyPrecedes(right.keyBytes) : left.keyID.lexicographicallyPrecedes(right.keyID)
    }
    for index in signers.indices.dropFirst().reversed() where signers[index] == signers[index - 1] {
      signers.remove(at: index)
    }
    return signers
  }
}

extension [CertificateDigest] {
  /// As a bundle has them: by kind, then by bytes, each once.
  public var inBundleOrder: [CertificateDigest] {
    Set(self).sorted { left, right in
      left.kind == right.kind
        ? left.bytes.lexicographicallyPrecedes(right.bytes) : left.kind.rawValue < right.kind.rawValue
    }
  }
}

extension DocumentSigner {
  fileprivate var keyBytes: [UInt8] {
    switch key {
    case .es256(let key): key.compressedPoint
    case .ps256(let key): key.modulus
    }
  }
}
