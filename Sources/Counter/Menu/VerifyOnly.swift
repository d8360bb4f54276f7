import Codes
import Settlement
import Time
import Trust
import Wire

extension IdentityCheck {
  fileprivate static let title = Bilingual("身份核验", "Verify only")
}

extension MenuFunction {
  /// Verifies whose code is shown, for a purpose and without money.
  static let verifyOnly = MenuFunction(title: IdentityCheck.title) { answers, situation in
    guard case .chosen(let index)? = answers.first else {
      return .chooses(MenuList(title: IdentityCheck.title, items: IdentityCheck.Purpose.allCases.map { $0.title }))
    }
    let purpose = IdentityCheck.Purpose.allCases[index]
    guard answers.count > 1, case .identified(let holder) = answers[1],
      let proof = IdentityProof(holder, in: situation)
    else { return .needsCode(MenuPage(IdentityCheck.title, toShowACodeFor: purpose.title)) }
    let check = IdentityCheck(proof: proof, purpose: purpose)
    guard case .committed(let sequence)? = answers.last else {
      return .commits(EntryProposal(.identityCheck(check), of: holder, at: situation.now.wall))
    }
    return .concludes(
      MenuPage(check, of: holder, sequence: sequence),
      Slip(.identityCheck(check), sequence: sequence, in: situation),
      .verified)
  }
}

extension IdentityCheck.Purpose {
  /// At most 12 columns.
  var title: Bilingual {
    switch self {
    case .register: Bilingual("登记", "Register")
    case .collectMedicine: Bilingual("取药", "Get medicine")
    case .examine: Bilingual("检查", "Examination")
    }
  }
}

extension IdentityProof {
  /// Nil of a holder whom no code of their own proved.
  init?(_ holder: Holder, in situation: MenuSituation) {
    guard case .verified(let identity, let presentation) = holder.standing else { return nil }
    self.init(
      institution: situation.place.institution, presence: holder.payer.presence, card: identity.card,
      presentationDigest: presentation?.key.digest, maskedName: identity.maskedName,
      trustVersion: situation.context.trustVersion)
  }
}

extension MenuPage {
  /// What a code is to be shown for.
  init(_ title: Bilingual, toShowACodeFor purpose: Bilingual) {
    self.init(
      .words(title), .words(purpose), .words(Bilingual("请扫健康码", "Scan health code")),
      .words(Bilingual("取消键退出", "Cancel: leave")))
  }

  /// The verdict and the purpose, who it is, and under which number that is on disk.
  fileprivate init(_ check: IdentityCheck, of holder: Holder, sequence: UInt64) {
    let presence = check.proof.presence
    let year = holder.identity?.birthYear ?? 0
    self.init(
      .words(Bilingual("核验通过，" + check.purpose.title.chinese, "OK: " + check.purpose.title.english)),
      .name(check.proof.maskedName),
      .words(
        Bilingual(
          "\(year)年生，" + presence.word(in: .chinese), "Born \(year), " + presence.word(in: .english))),
      .field(Bilingual("单号", "No."), "\(sequence)"))
  }
}

extension IdentityCheck {
  /// The paper of an identity check.
  func write(on paper: inout PaperComposer) {
    paper.heading(Bilingual("身份核验凭条", "Identity slip"), number: Bilingual("核验单号", "Slip no."))
    paper.rule()
    paper.field(.name, proof.maskedName)
    paper.field(Bilingual("凭码", "Code"), proof.presence.word(in: paper.language))
    paper.total(Bilingual("用途", "Purpose"), paper.text(purpose.title))
    paper.rule()
    paper.note(Bilingual("身份核验通过，未收费", "Verified; nothing to pay"))
  }
}
