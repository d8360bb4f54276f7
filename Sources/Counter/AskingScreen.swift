import Codes
import Settlement
import Wire

/// What the hub is being asked.
public enum AskingScreen: Equatable, Sendable {
  case payment(PaymentKind, Fen)
  case identity(Inquiry.IdentityCode)
  case pin
  case balance
  case prepaid(PrepaidMove, Fen)
}

extension Inquiry.Question {
  /// What the display says while this is asked.
  var screen: AskingScreen {
    switch self {
    case .payment(let kind, let fen): .payment(kind, fen)
    case .identity(let code): .identity(code)
    case .pin, .loss, .lossOfNumber, .record: .pin
    case .balance: .balance
    case .prepaid(let move, let fen): .prepaid(move, fen)
    }
  }

  /// What the PIN that this is asked with is keyed for.
  var purpose: PINScreen.Purpose {
    switch self {
    case .pin(_, let amount): .refund(amount)
    case .record: .record
    case .loss, .lossOfNumber, .payment, .identity, .balance, .prepaid: .loss
    }
  }
}

extension ScreenComposer {
  /// That the hub is being asked and nothing is settled; about what; how much; what to do.
  func lines(of screen: AskingScreen) -> [PanelLine] {
    switch screen {
    case .payment(let kind, let fen):
      [
        left(word("正在联网付款", "Asking to pay")), left(kind.word(in: language)),
        amount(word("金额", "Amount"), fen.text), left(word("请等待勿交货", "Wait for answer")),
      ]
    case .identity(let code):
      [
        left(word("正在联网核验", "Asking the hub")),
        left(code == .healthCard ? word("电子健康卡", "Health card") : word("医保码", "Insurance code")), left(""),
        left(word("取消键可放弃", "Cancel to stop")),
      ]
    case .prepaid(let move, let fen):
      [
        left(word("正在联网办理", "Asking the hub")), left(text(of: .prepaid)), amount(text(of: move.words), fen.text),
        left(word("请等待勿收付款", "Wait: no cash")),
      ]
    case .balance:
      [
        left(word("正在联网查询", "Asking the hub")), left(text(of: .prepaid)), left(""),
        left(word("取消键可放弃", "Cancel to stop")),
      ]
    case .pin:
      [
        left(word("正在联网核验", "Asking the hub")), left(word("卡密码", "PIN of the card")), left(""),
        left(word("取消键可放弃", "Cancel to stop")),
      ]
    }
  }

  /// That nobody is verified, and what follows from it; what to do.
  func lines(of screen: UnverifiedScreen) -> [PanelLine] {
    [
      left(word("健康卡未能核验", "Card unverified")), left(word("身份未核验", "Identity unknown")),
      left(word("无医保现金自付", "No fund: cash")), left(text(of: screen.policy) ?? word("请输入金额", "Key the amount")),
    ]
  }
}
