import Issuing
import LibCrypto

/// The keys of a region, of its issuers, of a terminal and of those who are none of these. Made once for a run: nothing that
/// happens depends on what they are.
struct RegionKeys: Sendable {
  let root: SigningKey
  let journal: SigningKey
  let hubReceipts: SigningKey
  let hubSealing: AgreementKey
  /// Everybody's telephone.
  let holder: SigningKey
  let holderSM2: SigningKey
  /// Anybody's.
  let stranger: SigningKey
  let issuer: Issuer
  let issuerSM2: Issuer
  /// Its key is over.
  let issuerOver: Issuer
  /// It may sign health cards only.
  let issuerOfHealth: Issuer
  /// By which the terminal knows the supervisor's PIN.
  let supervisor: SupervisorPINHash
  /// No bundle names it.
  let issuerUnknown: Issuer

  init() throws {
    root = try .generate(.es256)
    journal = try .generate(.es256)
    hubReceipts = try .generate(.es256)
    hubSealing = try .generate()
    holder = try .generate(.es256)
    holderSM2 = try .generate(.sm2)
    stranger = try .generate(.es256)
    issuer = try .generate(id: Self.issuerID, keyIndex: 1, .es256)
    issuerSM2 = try .generate(id: Self.issuerID, keyIndex: 2, .sm2)
    issuerOver = try .generate(id: Self.issuerID, keyIndex: 3, .es256)
    issuerOfHealth = try .generate(id: Self.issuerID, keyIndex: 4, .es256)
    supervisor = try SupervisorPINHash(
      of: Life.supervisorPIN, salt: [UInt8](repeating: 0, count: SupervisorPINHash.saltSize), rounds: 1_000)
    issuerUnknown = try .generate(id: 0x6100_0009, keyIndex: 1, .es256)
  }

  static let issuerID: UInt32 = 0x6100_0001
}
