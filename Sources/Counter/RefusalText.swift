/// What a refusal says: a title and two lines of advice. Each fits the narrowest panel, 16 columns.
public struct RefusalText: Equatable, Sendable {
  public let title: String
  /// What to do next.
  public let advice: (String, String)

  init(_ title: String, _ first: String, _ second: String) {
    self.title = title
    advice = (first, second)
  }

  public static func == (left: RefusalText, right: RefusalText) -> Bool {
    left.title == right.title && left.advice == right.advice
  }
}

extension Refusal {
  public func text(in language: Language) -> RefusalText {
    switch language {
    case .chinese: chinese
    case .english: english
    }
  }

  private var chinese: RefusalText {
    switch self {
    case .malformed: RefusalText("码不完整", "请重新扫码", "或请对方刷新")
    case .unsupportedVersion: RefusalText("码版本不支持", "请换用其他凭证", "并报修升级终端")
    case .unknownIssuer: RefusalText("发码机构未知", "请联网更新后再扫", "或换用其他凭证")
    case .issuerKeyNotValid: RefusalText("发码密钥不在效期", "请联网更新后再扫", "或换用其他凭证")
    case .badIssuerSignature: RefusalText("疑似伪造码", "请勿受理此码", "请核对实体证件")
    case .issuerNotEntitled: RefusalText("发码机构无此权限", "请勿受理此码", "请换用其他凭证")
    case .notYetValid: RefusalText("此码尚未生效", "请换用其他凭证", "或生效后再来")
    case .expired: RefusalText("此码已过期", "请对方更新该码", "或换用其他凭证")
    case .revoked: RefusalText("此卡已挂失或停用", "请勿受理此码", "请持证件到窗口办")
    case .badHolderSignature: RefusalText("动态码验证不通过", "请对方刷新该码", "再不通过勿受理")
    case .presentationFromFuture: RefusalText("码的时间超前", "请校准手机时间", "刷新后重新扫码")
    case .presentationExpired: RefusalText("动态码已超时", "请对方刷新该码", "再重新扫码")
    case .replayed: RefusalText("此码已使用过", "请对方刷新该码", "不收截图")
    case .paymentCodeOnly: RefusalText("付款码须联网", "现在没有网络", "请收现金")
    case .unknownCode: RefusalText("不认识此码", "请对方出示健康码", "再重新扫码")
    case .noHealthCard: RefusalText("码中没有健康卡", "无法核对本人", "请出示健康码")
    case .tooOldForMoney: RefusalText("动态码生成过久", "请对方刷新该码", "再重新扫码")
    case .clockUntrusted: RefusalText("终端时间不可信", "动态码暂不受理", "请联网校时")
    case .trustStopped: RefusalText("政策数据已过期", "已停止全部受理", "请联网更新")
    case .tampered: RefusalText("机壳曾被打开", "密钥已经清除", "请停用并报修")
    case .notProvisioned: RefusalText("终端尚未开通", "不能受理", "请联系帮助台")
    case .selfTestFailed: RefusalText("密码自检不通过", "不能受理", "请停用并报修")
    case .storeFull: RefusalText("存储已满", "本笔没有受理", "请联网上传后再试")
    case .storeFailed: RefusalText("保存失败", "本笔没有受理", "重扫再败请报修")
    case .storeDamaged: RefusalText("存储已损坏", "本笔没有受理", "请停用并报修")
    case .overSingleLimit: RefusalText("超过单笔离线限额", "请核对并改小金额", "或全额改收现金")
    case .overCardDaySum: RefusalText("超过此卡今日限额", "请改小金额", "或全额改收现金")
    case .overCardDayCount: RefusalText("此卡今日次数已满", "请改日再来", "或全额改收现金")
    case .overTerminalDaySum: RefusalText("超过本机今日限额", "请换一台终端", "或全额改收现金")
    case .overTerminalDayCount: RefusalText("本机今日次数已满", "请换一台终端", "或全额改收现金")
    case .overPaymentLimit: RefusalText("超过码付离线限额", "请收现金", "或改小金额")
    case .cashOnly: RefusalText("本笔只收现金", "参保地区未开通", "不能用码支付")
    case .saleInProgress: RefusalText("正在办理上一位", "请先办完这一笔", "或取消后再扫码")
    case .articleTwice: RefusalText("这一件已经扫过", "请扫下一件商品", "或扫顾客健康码")
    case .articleSoldBefore: RefusalText("此追溯码已售出", "疑似回流药品", "勿售并请上报")
    case .tooManyArticles: RefusalText("商品件数已满", "请先办完这一单", "余下另开一单")
    case .amountFirst: RefusalText("请先确认金额", "看过分担以后", "再扫付款码")
    case .merchantCode: RefusalText("这是商家收款码", "请对方打开健康码", "再重新扫码")
    case .residentID: RefusalText("这是身份证号码", "不能代替健康码", "请对方出示健康码")
    case .insuranceCodeOnly: RefusalText("医保码须联网核验", "现在没有网络", "请出示融合健康码")
    case .healthCertificate: RefusalText("健康证书验证通过", "但不能办理本业务", "请对方出示健康码")
    case .transitCode: RefusalText("乘车码验证通过", "但不能办理本业务", "请对方出示健康码")
    case .articleUnreadable: RefusalText("商品码读不出", "请再扫一次", "仍不行请换一面")
    case .identityUnknown: RefusalText("查无此人", "医保中心没有登记", "请换用其他凭证")
    case .certificateRevoked: RefusalText("健康证书已撤销", "请勿受理此码", "请对方出示健康码")
    case .paymentFundsMissing: RefusalText("余额或限额不足", "没有付款", "请换付款方式")
    case .paymentCodeExpired: RefusalText("付款码已失效", "没有付款", "请刷新后再扫")
    case .paymentDeclined: RefusalText("付款方已拒绝", "没有付款", "请换付款方式")
    case .paymentCancelled: RefusalText("付款已放弃", "若已扣款将退回", "请换付款方式")
    case .paymentUndetermined: RefusalText("付款结果不明", "若已扣款将退回", "请换付款方式")
    case .paymentUnanswered: RefusalText("付款没有答复", "若已扣款将退回", "请换付款方式")
    case .paymentInterrupted: RefusalText("重启前付款未成", "若已扣款将退回", "请换付款方式")
    case .identityUnanswered: RefusalText("医保中心没有答复", "请稍后再扫", "或出示融合健康码")
    case .noSuchReceipt: RefusalText("没有可撤销的单子", "请核对小票单号", "或扫当时的健康码")
    case .voidedBefore: RefusalText("此单已撤销过", "不要再退款", "可重打撤销凭条")
    case .voidOfAnotherDay: RefusalText("不是今日的单子", "只能当日撤销", "请到医保中心办理")
    case .nothingToPrint: RefusalText("没有小票可重打", "本机还没有成交", "请稍后再试")
    case .supervisorLocked: RefusalText("主管密码已锁定", "错误次数过多", "请到时再试")
    case .noSupervisor: RefusalText("未设主管密码", "撤销可扫原健康码", "其他请联系帮助台")
    case .noIdentityOffline: RefusalText("此码不能核验身份", "请对方出示", "融合健康码")
    case .printerDown: RefusalText("打印机不能用", "记录没有打印", "请检查打印机")
    case .pinUnchecked: RefusalText("卡密码未能核验", "请联网后再办", "或全额改收现金")
    case .pinLocked: RefusalText("卡密码已锁定", "错误次数过多", "请明天再试")
    case .pinNotSet: RefusalText("此卡未设密码", "请到医保中心设置", "或全额改收现金")
    case .pinEnded: RefusalText("三次未输对密码", "本笔没有受理", "请重新扫码")
    }
  }

  private var english: RefusalText {
    switch self {
    case .malformed: RefusalText("Damaged code", "Scan it again or", "have it renewed")
    case .unsupportedVersion: RefusalText("Unknown version", "Use another code", "Update terminal")
    case .unknownIssuer: RefusalText("Unknown issuer", "Go online or use", "another code")
    case .issuerKeyNotValid: RefusalText("Issuer key void", "Go online or use", "another code")
    case .badIssuerSignature: RefusalText("Forged code?", "Do not accept it", "Check an ID card")
    case .issuerNotEntitled: RefusalText("Issuer overstep", "Do not accept it", "Use another code")
    case .notYetValid: RefusalText("Not valid yet", "Use another code", "or come later")
    case .expired: RefusalText("Code expired", "Have it renewed", "or use another")
    case .revoked: RefusalText("Card cancelled", "Do not accept it", "Send to the desk")
    case .badHolderSignature: RefusalText("Live code wrong", "Have it renewed", "If again, refuse")
    case .presentationFromFuture: RefusalText("Code from future", "Set phone clock,", "refresh, rescan")
    case .presentationExpired: RefusalText("Live code lapsed", "Have it renewed", "and scan again")
    case .replayed: RefusalText("Already used", "Have it renewed", "No screenshots")
    case .paymentCodeOnly: RefusalText("Payment code", "No network now:", "take cash")
    case .unknownCode: RefusalText("Unknown code", "Ask for a health", "code and rescan")
    case .noHealthCard: RefusalText("No health card", "Holder unknown", "Ask for another")
    case .tooOldForMoney: RefusalText("Code not fresh", "Have it renewed", "and scan again")
    case .clockUntrusted: RefusalText("Clock is wrong", "No live codes", "Go online to set")
    case .trustStopped: RefusalText("Policy too old", "No sales now", "Go online")
    case .tampered: RefusalText("Case was opened", "Keys are wiped", "Call for repair")
    case .notProvisioned: RefusalText("Not in service", "No sales", "Call help desk")
    case .selfTestFailed: RefusalText("Self-test failed", "No sales", "Call for repair")
    case .storeFull: RefusalText("Storage full", "Sale not taken", "Upload first")
    case .storeFailed: RefusalText("Could not save", "Sale not taken", "Rescan or repair")
    case .storeDamaged: RefusalText("Storage damaged", "Sale not taken", "Call for repair")
    case .overSingleLimit: RefusalText("Over sale limit", "Check the amount", "or all in cash")
    case .overCardDaySum: RefusalText("Card day limit", "Lower the amount", "or all in cash")
    case .overCardDayCount: RefusalText("Card uses spent", "Come another day", "or all in cash")
    case .overTerminalDaySum: RefusalText("Terminal limit", "Use another one", "or all in cash")
    case .overTerminalDayCount: RefusalText("Terminal is full", "Use another one", "or all in cash")
    case .overPaymentLimit: RefusalText("Over code limit", "Take cash or", "lower the amount")
    case .cashOnly: RefusalText("Cash only", "Insured region", "is not open here")
    case .saleInProgress: RefusalText("Sale in progress", "Finish it, or", "cancel & rescan")
    case .articleTwice: RefusalText("Scanned already", "Scan the next", "or the person")
    case .articleSoldBefore: RefusalText("Pack sold before", "Do not sell it", "and report it")
    case .tooManyArticles: RefusalText("Too many goods", "Finish this one,", "then another one")
    case .amountFirst: RefusalText("Amount first", "See the shares,", "then scan to pay")
    case .merchantCode: RefusalText("A merchant's QR", "Ask for their", "own health code")
    case .residentID: RefusalText("ID card number", "No proof of who:", "ask health code")
    case .insuranceCodeOnly: RefusalText("Insurance code", "No network now:", "ask health code")
    case .healthCertificate: RefusalText("Health pass OK", "No use here:", "ask health code")
    case .transitCode: RefusalText("Genuine ride QR", "No use here:", "ask health code")
    case .articleUnreadable: RefusalText("Goods code bad", "Scan it again or", "try another side")
    case .identityUnknown: RefusalText("Nobody's code", "Not registered:", "use another code")
    case .certificateRevoked: RefusalText("Pass is revoked", "Do not accept it", "ask health code")
    case .paymentFundsMissing: RefusalText("Too little money", "Nothing paid:", "pay another way")
    case .paymentCodeExpired: RefusalText("Pay code lapsed", "Nothing paid:", "renew and rescan")
    case .paymentDeclined: RefusalText("Payment declined", "Nothing paid:", "pay another way")
    case .paymentCancelled: RefusalText("Payment stopped", "Refunded if paid", "Pay another way")
    case .paymentUndetermined: RefusalText("Payment unclear", "Refunded if paid", "Pay another way")
    case .paymentUnanswered: RefusalText("No reply: unpaid", "Refunded if paid", "Pay another way")
    case .paymentInterrupted: RefusalText("Restart: unpaid", "Refunded if paid", "Pay another way")
    case .identityUnanswered: RefusalText("No answer", "Rescan later, or", "ask health code")
    case .noSuchReceipt: RefusalText("No such sale", "Check the number", "or scan the code")
    case .voidedBefore: RefusalText("Voided before", "Pay nothing back", "Print it again")
    case .voidOfAnotherDay: RefusalText("Not of today", "Void same day;", "else the insurer")
    case .nothingToPrint: RefusalText("Nothing to print", "No sale was made", "on this terminal")
    case .supervisorLocked: RefusalText("PIN is locked", "Too many wrong", "Wait, then retry")
    case .noSupervisor: RefusalText("No supervisor", "Void by its code", "or ask help desk")
    case .noIdentityOffline: RefusalText("Proves nobody", "Ask for a fused", "health code")
    case .printerDown: RefusalText("No printer", "Nothing printed:", "see to printer")
    case .pinUnchecked: RefusalText("PIN not checked", "Go online, or", "all in cash")
    case .pinLocked: RefusalText("Card PIN locked", "Too many wrong", "Try tomorrow")
    case .pinNotSet: RefusalText("Card has no PIN", "Set at insurer:", "or all in cash")
    case .pinEnded: RefusalText("No PIN in 3", "Sale not taken", "Scan again")
    }
  }
}
