/// What the public test data expects something of. The raw value is the data's own name for it. It also expects things of the
/// scanner (EXPECTEDPICTUREDECODE) and of the issuer (EXPECTEDENCODE), which nobody who reads a code can judge.
enum CertificateLayer: String, CaseIterable {
  case context = "EXPECTEDUNPREFIX"
  case base45 = "EXPECTEDB45DECODE"
  case compression = "EXPECTEDCOMPRESSION"
  case structure = "EXPECTEDDECODE"
  case signature = "EXPECTEDVERIFY"
  case keyUse = "EXPECTEDKEYUSAGE"
  case time = "EXPECTEDEXPIRATIONCHECK"
  /// The same under a name with a slip in it. It is true where the check passes.
  case timeMisspelt = "EXPTECTEDEXPIRED"
  case schema = "EXPECTEDSCHEMAVALIDATION"
  case object = "EXPECTEDVALIDOBJECT"
  case json = "EXPECTEDVALIDJSON"
}
