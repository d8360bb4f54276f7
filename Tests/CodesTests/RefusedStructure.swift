import CodeFixtures
import Codes
import Testing

/// One way to break FC1, and its verdict.
struct RefusedStructure: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let base: FusedCodeDraft
  let fault: FusedCodeFault
  /// Whether the recogniser still sees what claims to be a fused code, where the fault is `malformed`.
  let isRecognised: Bool
  let edit: @Sendable (inout FusedCodeDraft) -> Void

  init(
    _ name: String, _ base: FusedCodeDraft, _ fault: FusedCodeFault = .malformed, recognised isRecognised: Bool = true,
    _ edit: @escaping @Sendable (inout FusedCodeDraft) -> Void
  ) {
    testDescription = name
    self.base = base
    self.fault = fault
    self.isRecognised = isRecognised
    self.edit = edit
  }

  static let all: [RefusedStructure] = [
    container, version, health, healthObjects, insurance, insuranceObjects, payment, credential, credentialObjects,
    signedData, presentationObjects,
  ].flatMap { $0 }
}
