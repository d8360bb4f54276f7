import CodeFixtures
import Codes
import Testing

/// One way to break FC1, and its verdict.
struct RefusedStructure: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let base: FusedCodeDraft
  let fault: FusedCodeFault
  /// Where the recogniser sees no fused code in it.
  let recognised: Code?
  let edit: @Sendable (inout FusedCodeDraft) -> Void

  init(
    _ name: String, _ base: FusedCodeDraft, _ fault: FusedCodeFault = .malformed, as recognised: Code? = nil,
    _ edit: @escaping @Sendable (inout FusedCodeDraft) -> Void
  ) {
    testDescription = name
    self.base = base
    self.fault = fault
    self.recognised = recognised
    self.edit = edit
  }

  static let all = container + version + health + insurance + payment + credential + signedData
}
