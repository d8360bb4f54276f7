import Codes
import Settlement

// Words that both the display and the paper use. On the display each fits 16 columns, or is shorter where said.

extension Category {
  func word(in language: Language) -> String {
    switch (self, language) {
    case (.pharmacy, .chinese): "药店购药"
    case (.outpatient, .chinese): "普通门诊"
    case (.chronicOutpatient, .chinese): "慢特病门诊"
    case (.inpatient, .chinese): "住院"
    case (.pharmacy, .english): "Pharmacy"
    case (.outpatient, .english): "Outpatient"
    case (.chronicOutpatient, .english): "Chronic disease"
    case (.inpatient, .english): "Hospital stay"
    }
  }
}

extension Presence {
  /// At most 6 columns.
  func word(in language: Language) -> String {
    switch (self, language) {
    case (.dynamic, .chinese): "动态码"
    case (.printed, .chinese): "打印码"
    case (.dynamic, .english): "live"
    case (.printed, .english): "paper"
    }
  }
}

extension PaymentKind {
  /// At most 8 columns.
  func word(in language: Language) -> String {
    switch (self, language) {
    case (.weChatPay, .chinese): "微信"
    case (.alipay, .chinese): "支付宝"
    case (.unionPay, .chinese): "云闪付"
    case (.eCNY, .chinese): "数币"
    case (.emv, .chinese): "银行码"
    case (.prepaid, .chinese): "余额"
    case (.weChatPay, .english): "WeChat"
    case (.alipay, .english): "Alipay"
    case (.unionPay, .english): "UnionPay"
    case (.eCNY, .english): "e-CNY"
    case (.emv, .english): "Bank QR"
    case (.prepaid, .english): "Prepay"
    }
  }
}

extension Tender {
  /// At most 4 columns; at most 8 of a payment code.
  func word(in language: Language) -> String {
    switch (self, language) {
    case (.cash, .chinese): "现金"
    case (.paymentApplication, .chinese): "码付"
    case (.cash, .english): "Cash"
    case (.paymentApplication, .english): "Code"
    case (.online(let kind), _): kind.word(in: language)
    }
  }
}

extension NoInsuranceReason {
  func words(in language: Language) -> String {
    switch (self, language) {
    case (.notInsured, .chinese): "码中没有医保"
    case (.regionNotOpen(let region), .chinese): region.text + "地区未开通"
    case (.notEntitledToCategory, .chinese): "未登记慢特病"
    case (.noRule, .chinese): "此类别不报销"
    case (.recordNotPrinted, .chinese): "须先打印交易记录"
    case (.notInsured, .english): "Not insured"
    case (.regionNotOpen(let region), .english): region.text + " not open"
    case (.notEntitledToCategory, .english): "Not chronic list"
    case (.noRule, .english): "No rule for this"
    case (.recordNotPrinted, .english): "Print record 1st"
    }
  }
}

extension Fen {
  /// The amount with its currency: `1234.50元`, `CNY 1234.50`. Displays have no ¥ of one column.
  func money(in language: Language) -> String {
    language == .chinese ? text + "元" : "CNY " + text
  }
}
