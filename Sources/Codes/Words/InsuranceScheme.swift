/// A basic medical insurance scheme. The raw value is object C2 of an FC1 insurance application.
public enum InsuranceScheme: UInt8, CaseIterable, Hashable, Sendable {
  case employee = 1
  case resident = 2
  case ruralCooperative = 3
}
