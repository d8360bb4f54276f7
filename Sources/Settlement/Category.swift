/// What a sale is for. Policy has share rules for each; the raw value is what messages carry.
public enum Category: UInt8, CaseIterable, Sendable {
  /// 药店购药: medicine over a pharmacy's counter.
  case pharmacy = 1
  /// 普通门诊: an outpatient visit.
  case outpatient
  /// 门诊慢特病: an outpatient visit for a chronic disease the person is registered for.
  case chronicOutpatient
  /// 住院: a hospital stay.
  case inpatient

  /// The category after this one, the first again after the last: what one press of the category key does.
  public var next: Category {
    Category(rawValue: rawValue + 1) ?? .pharmacy
  }
}
