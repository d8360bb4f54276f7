extension Customer {
  /// The people every bench knows: one for each way a code can be right, and one for each way it can be wrong.
  ///
  /// Xianyang (610400) is the terminal's own region, Yan'an (610600) another one.
  public static let cast: [Customer] = [
    Customer(id: "wang", maskedName: "王*明", birthYear: 1956, pin: "271946"),
    Customer(id: "li", maskedName: "李*", birthYear: 1988, scheme: .resident, paymentLimitFen: 200_00),
    Customer(
      id: "zhao", maskedName: "赵*兰", birthYear: 1949, scheme: .ruralCooperative,
      entitlements: [.povertyRelief, .chronicOutpatient]),
    Customer(
      id: "sun", maskedName: "孙*", birthYear: 2019, scheme: .resident, entitlements: [.guardianHeld], carrier: .card),
    Customer(id: "zhou", maskedName: "周*国", birthYear: 1941, carrier: .card, pin: "805319"),
    Customer(id: "yanan", maskedName: "高*", birthYear: 1979, region: "610600"),
    Customer(id: "uninsured", maskedName: "何*", birthYear: 1995, region: nil),
    Customer(id: "sixty", maskedName: "马*英", birthYear: 1962, transactionsSincePrint: 60),
    Customer(id: "malformed", maskedName: "吴*", flaw: .malformed),
    Customer(id: "version", maskedName: "郑*", flaw: .version),
    Customer(id: "unknown-issuer", maskedName: "冯*", flaw: .unknownIssuer),
    Customer(id: "old-issuer-key", maskedName: "陈*", flaw: .oldIssuerKey),
    Customer(id: "forged", maskedName: "褚*", flaw: .forged),
    Customer(id: "not-entitled", maskedName: "卫*", flaw: .notEntitled),
    Customer(id: "not-yet", maskedName: "蒋*", flaw: .notYet),
    Customer(id: "expired", maskedName: "沈*", carrier: .card, flaw: .expired),
    Customer(id: "revoked", maskedName: "韩*", carrier: .card, flaw: .revoked),
    Customer(id: "other-phone", maskedName: "杨*", flaw: .otherPhone),
    Customer(id: "from-future", maskedName: "朱*", flaw: .fromFuture),
    Customer(id: "stale-picture", maskedName: "秦*", flaw: .stalePicture),
    Customer(id: "no-health-card", maskedName: "许*", flaw: .noHealthCard),
    Customer(id: "rider", maskedName: "尤*", carrier: .ride),
    Customer(id: "forged-rider", maskedName: "施*", carrier: .ride, flaw: .forged),
    Customer(id: "strange-rider", maskedName: "吕*", carrier: .ride, flaw: .unknownIssuer),
    Customer(id: "traveller", maskedName: "张*", birthYear: 1998, carrier: .certificate),
    Customer(id: "forged-traveller", maskedName: "孔*", carrier: .certificate, flaw: .forged),
    Customer(id: "strange-traveller", maskedName: "曹*", carrier: .certificate, flaw: .unknownIssuer),
    Customer(id: "expired-traveller", maskedName: "严*", carrier: .certificate, flaw: .expired),
    Customer(id: "revoked-traveller", maskedName: "华*", carrier: .certificate, flaw: .revoked),
  ]
}
