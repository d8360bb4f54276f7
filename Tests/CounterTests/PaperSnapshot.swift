/// Each paper in Chinese, then in English: `#` a title, `>` a note, `*` what is to be seen from afar.
let paperSnapshot = """
  # 预付充值凭条
  ---
  凭条号: 4121
  时间: 2026-11-21 18:05
  终端: XY-0001
  定点机构: H61040200001
  ---
  姓名: 王*明
  * 收到现金: 200.00元
  办理单号: YF0123456789ABCDEF
  ---
  > 上传后即可使用
  > 医保服务热线 12393

  # Balance top-up
  ---
  Slip no.: 4121
  Time: 2026-11-21 18:05
  Terminal: XY-0001
  Institution: H61040200001
  ---
  Name: 王*明
  * Cash received: CNY 200.00
  Reference: YF0123456789ABCDEF
  ---
  > Can be spent once uploaded
  > Service line 12393

  # 退余额凭条
  > 重打副本
  ---
  凭条号: 4122
  时间: 2026-11-21 18:05
  终端: XY-0001
  定点机构: H61040200001
  ---
  姓名: 王*明
  * 退还现金: 45.67元
  办理单号: YF0123456789ABCDEF
  ---
  > 余额已全部退还
  > 医保服务热线 12393

  # Balance returned
  > COPY
  ---
  Slip no.: 4122
  Time: 2026-11-21 18:05
  Terminal: XY-0001
  Institution: H61040200001
  ---
  Name: 王*明
  * Cash paid out: CNY 45.67
  Reference: YF0123456789ABCDEF
  ---
  > All that was left is returned
  > Service line 12393

  # 异议单据
  ---
  打印时间: 2026-11-21 18:05
  终端: XY-0001
  定点机构: H61040200001
  * 异议笔数: 3
  下列最新笔数: 2
  ---
  单号 4120: 11-21 18:05
  金额: 45.00元
  医保拒付此单: E101
  > 请备好小票处方
  ---
  单号 4119: 11-21 18:05
  金额: 45.00元
  查不到这笔付款: E106
  > 请核对是否收到款
  ---
  > 请逐笔联系医保中心
  > 医保服务热线 12393

  # Disputed sales
  ---
  Printed at: 2026-11-21 18:05
  Terminal: XY-0001
  Institution: H61040200001
  * Disputed: 3
  Newest, below: 2
  ---
  No. 4120: 11-21 18:05
  Amount: CNY 45.00
  Declined claim: E101
  > Keep all papers
  ---
  No. 4119: 11-21 18:05
  Amount: CNY 45.00
  Payment unknown: E106
  > Were you paid?
  ---
  > Call the insurer about each
  > Service line 12393

  # 当日合计
  ---
  打印时间: 2026-11-21 18:05
  终端: XY-0001
  定点机构: H61040200001
  ---
  成交: 2
  * 合计: 140.00元
  基金: 90.00元
  救助: 0.00元
  个账: 0.00元
  现金: 30.00元
  码付: 0.00元
  联网: 20.00元
  ---
  已上传: 1
  金额: 100.00元
  待上传: 1
  金额: 40.00元
  已撤销: 1
  金额: 30.00元
  ---
  余额充值: 200.00元
  余额退款: 45.67元
  * 钱箱净收现金: 184.33元
  ---
  > 撤销的不在合计内

  # Day's totals
  ---
  Printed at: 2026-11-21 18:05
  Terminal: XY-0001
  Institution: H61040200001
  ---
  Sales: 2
  * Total: CNY 140.00
  Fund: CNY 90.00
  Relief: CNY 0.00
  Account: CNY 0.00
  Cash: CNY 30.00
  Code: CNY 0.00
  Online: CNY 20.00
  ---
  Sent: 1
  Amount: CNY 100.00
  Waiting: 1
  Amount: CNY 40.00
  Voided: 1
  Amount: CNY 30.00
  ---
  Balance top-ups: CNY 200.00
  Balance returns: CNY 45.67
  * Net cash in till: CNY 184.33
  ---
  > Voids are not in the total

  # 交易记录单
  ---
  打印单号: 4123
  时间: 2026-11-21 18:05
  终端: XY-0001
  定点机构: H61040200001
  姓名: 王*明
  ---
  > 金额单位：元
  单号 4120: 11-21 18:05
    医保/合计: 70.00/100.00
  已撤销 4119: 11-21 18:05
    医保/合计: 70.00/100.00
  ---
  本机交易: 2
  * 医保支付: 70.00元
  > 撤销的不在合计内
  ---
  > 医保交易从此重新计数
  > 医保服务热线 12393

  # Transactions
  ---
  Print no.: 4123
  Time: 2026-11-21 18:05
  Terminal: XY-0001
  Institution: H61040200001
  Name: 王*明
  ---
  > Amounts in CNY
  No. 4120: 11-21 18:05
    Ins./total: 70.00/100.00
  Voided 4119: 11-21 18:05
    Ins./total: 70.00/100.00
  ---
  Sales here: 2
  * Insurance paid: CNY 70.00
  > Voids are not in the total
  ---
  > Insurance counts anew from here
  > Service line 12393
  """
