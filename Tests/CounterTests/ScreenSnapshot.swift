/// Each screen three times: Chinese and English on 16 columns, English on 20.
let screenSnapshot = """
  idle, online
    |请扫码     18:05| |Scan code  18:05| |Scan code      18:05|
    |联网            | |Online          | |Online              |
    |无待传          | |Nothing waiting | |Nothing waiting     |
    |XY-0001         | |XY-0001         | |XY-0001             |
  idle, offline, queue, stale policy, no printer
    |请扫码     18:05| |Scan code  18:05| |Scan code      18:05|
    |离线  打印机故障| |Offline No print| |Offline     No print|
    |待传12  最早 3时| |Wait 12       3h| |Wait 12    oldest 3h|
    |政策数据已 3天  | |Policy 3d old   | |Policy 3d old       |
  articles, nobody yet
    |商品         1件| |Articles   1 pcs| |Articles       1 pcs|
    |药品追溯码      | |Drug code       | |Drug code           |
    |尾号 12345678   | |ends 12345678   | |ends 12345678       |
    |请扫健康码      | |Scan the person | |Scan the person     |
  identity, stale policy
    |王* 明          | |王* 明          | |Name not displayable|
    |1985年生  动态码| |Born 1985   live| |Born 1985       live|
    |参保610402  可报| |Ins. 610402 fund| |Ins. 610402     fund|
    |政策数据已 3天  | |Policy 3d old   | |Policy 3d old       |
  identity
    |王* 明          | |王* 明          | |Name not displayable|
    |1985年生  动态码| |Born 1985   live| |Born 1985       live|
    |参保610402  可报| |Ins. 610402 fund| |Ins. 610402     fund|
    |请输入金额      | |Key the amount  | |Key the amount      |
  amount
    |王* 明          | |王* 明          | |Name not displayable|
    |普通门诊        | |Outpatient      | |Outpatient          |
    |金额     123.4元| |Amount CNY 123.4| |Amount     CNY 123.4|
    |按确认看分担    | |Enter: shares   | |Enter: shares       |
  articles of the sale
    |商品         1件| |Articles   1 pcs| |Articles       1 pcs|
    |商品码          | |Article         | |Article             |
    |6901234567892   | |6901234567892   | |6901234567892       |
    |退格去掉末件    | |DEL drops last  | |DEL drops last      |
  amount, with articles
    |王* 明          | |王* 明          | |Name not displayable|
    |普通门诊        | |Outpatient      | |Outpatient          |
    |金额     123.4元| |Amount CNY 123.4| |Amount     CNY 123.4|
    |按确认看分担 1件| |Enter      1 pcs| |Enter: shares  1 pcs|
  shares, another tender possible
    |合计    123.40元| |Total CNY 123.40| |Total     CNY 123.40|
    |基金     74.04元| |Fund   CNY 74.04| |Fund       CNY 74.04|
    |自付     49.36元| |Person CNY 49.36| |Person     CNY 49.36|
    |现金    类别键换| |Cash   CAT swaps| |Cash       CAT swaps|
  shares, by the code
    |合计    123.40元| |Total CNY 123.40| |Total     CNY 123.40|
    |基金     74.04元| |Fund   CNY 74.04| |Fund       CNY 74.04|
    |自付     49.36元| |Person CNY 49.36| |Person     CNY 49.36|
    |码付    类别键换| |Code   CAT swaps| |Code       CAT swaps|
  committing
    |正在保存        | |Saving          | |Saving              |
    |请勿断电        | |Do not unplug   | |Do not unplug       |
    |                | |                | |                    |
    |                | |                | |                    |
  accepted
    |离线受理成功    | |Accepted offline| |Accepted offline    |
    |单号          41| |No.           41| |No.               41|
    |基金     74.04元| |Fund   CNY 74.04| |Fund       CNY 74.04|
    |现金     49.36元| |Cash   CNY 49.36| |Cash       CNY 49.36|
  accepted, the printer out of paper
    |已受理小票未打印| |Sold, no receipt| |Sold, no receipt    |
    |单号          41| |No.           41| |No.               41|
    |基金     74.04元| |Fund   CNY 74.04| |Fund       CNY 74.04|
    |现金     49.36元| |Cash   CNY 49.36| |Cash       CNY 49.36|
  identity, other region, guardian
    |阿*             | |阿*             | |Name not displayable|
    |1985年生  打印码| |Born 1985  paper| |Born 1985      paper|
    |参保610602  自费| |Ins. 610602 cash| |Ins. 610602     cash|
    |监护人代持      | |Guardian's card | |Guardian's card     |
  shares, other region
    |合计 999999.99元| |Total  999999.99| |Total  CNY 999999.99|
    |610602地区未开通| |610602 not open | |610602 not open     |
    |自付 999999.99元| |Person 999999.99| |Person CNY 999999.99|
    |现金      按确认| |Cash       Enter| |Cash           Enter|
  identity, not insured
    |王* 明          | |王* 明          | |Name not displayable|
    |1985年生  动态码| |Born 1985   live| |Born 1985       live|
    |码中没有医保    | |Not insured     | |Not insured         |
    |请输入金额      | |Key the amount  | |Key the amount      |
  shares, not insured, by the code
    |合计      8.00元| |Total   CNY 8.00| |Total       CNY 8.00|
    |码中没有医保    | |Not insured     | |Not insured         |
    |自付      8.00元| |Person  CNY 8.00| |Person      CNY 8.00|
    |码付    类别键换| |Code   CAT swaps| |Code       CAT swaps|
  refused by a limit
    |超过单笔离线限额| |Over sale limit | |Over sale limit     |
    |请核对并改小金额| |Check the amount| |Check the amount    |
    |或全额改收现金  | |or all in cash  | |or all in cash      |
    |求助 E41   50.00| |Help E41   50.00| |Help E41       50.00|
  amount of a hospital stay, no deposit
    |王* 明          | |王* 明          | |Name not displayable|
    |住院    押金0.00| |Stay   dep. 0.00| |Stay       dep. 0.00|
    |金额         0元| |Amount     CNY 0| |Amount         CNY 0|
    |按确认看分担 1件| |Enter      1 pcs| |Enter: shares  1 pcs|
  shares with relief
    |合计    700.00元| |Total CNY 700.00| |Total     CNY 700.00|
    |基金    300.00元| |Fund  CNY 300.00| |Fund      CNY 300.00|
    |救助    280.00元| |Relief    280.00| |Relief    CNY 280.00|
    |现金    120.00元| |Cash  CNY 120.00| |Cash      CNY 120.00|
  amount of a hospital stay
    |王* 明          | |王* 明          | |Name not displayable|
    |住院  押金500.00| |Stay dep. 500.00| |Stay     dep. 500.00|
    |金额         0元| |Amount     CNY 0| |Amount         CNY 0|
    |按确认看分担    | |Enter: shares   | |Enter: shares       |
  shares with the account
    |合计    100.00元| |Total CNY 100.00| |Total     CNY 100.00|
    |基金     60.00元| |Fund   CNY 60.00| |Fund       CNY 60.00|
    |个账     20.00元| |Account    20.00| |Account    CNY 20.00|
    |现金>    20.00元| |Cash>  CNY 20.00| |Cash>      CNY 20.00|
  shares with relief and the account
    |基金    160.00元| |Fund  CNY 160.00| |Fund      CNY 160.00|
    |救助     10.00元| |Relief CNY 10.00| |Relief     CNY 10.00|
    |个账     20.00元| |Account    20.00| |Account    CNY 20.00|
    |现金>    10.00元| |Cash>  CNY 10.00| |Cash>      CNY 10.00|
  accepted, with relief and the account
    |离线受理成功    | |Accepted offline| |Accepted offline    |
    |单号          42| |No.           42| |No.               42|
    |医保    190.00元| |Insured   190.00| |Insured   CNY 190.00|
    |现金     10.00元| |Cash   CNY 10.00| |Cash       CNY 10.00|
  idle, stopped
    |停用 E22   --:--| |Stop E22   --:--| |Stop E22       --:--|
    |未联过网        | |No link         | |No link             |
    |无待传          | |Nothing waiting | |Nothing waiting     |
    |政策数据已过期  | |Policy too old  | |Policy too old      |
  """
