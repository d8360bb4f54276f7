/// Help-desk code, then title and advice in Chinese and in English.
let refusalSnapshot = """
  E01 | 码不完整 / 请重新扫码 / 或请对方刷新 | Damaged code / Scan it again or / have it renewed
  E02 | 码版本不支持 / 请换用其他凭证 / 并报修升级终端 | Unknown version / Use another code / Update terminal
  E03 | 发码机构未知 / 请联网更新后再扫 / 或换用其他凭证 | Unknown issuer / Go online or use / another code
  E04 | 发码密钥不在效期 / 请联网更新后再扫 / 或换用其他凭证 | Issuer key void / Go online or use / another code
  E05 | 疑似伪造码 / 请勿受理此码 / 请核对实体证件 | Forged code? / Do not accept it / Check an ID card
  E06 | 发码机构无此权限 / 请勿受理此码 / 请换用其他凭证 | Issuer overstep / Do not accept it / Use another code
  E07 | 此码尚未生效 / 请换用其他凭证 / 或生效后再来 | Not valid yet / Use another code / or come later
  E08 | 此码已过期 / 请对方更新该码 / 或换用其他凭证 | Code expired / Have it renewed / or use another
  E09 | 此卡已挂失或停用 / 请勿受理此码 / 请持证件到窗口办 | Card cancelled / Do not accept it / Send to the desk
  E10 | 动态码验证不通过 / 请对方刷新该码 / 再不通过勿受理 | Live code wrong / Have it renewed / If again, refuse
  E11 | 码的时间超前 / 请校准手机时间 / 刷新后重新扫码 | Code from future / Set phone clock, / refresh, rescan
  E12 | 动态码已超时 / 请对方刷新该码 / 再重新扫码 | Live code lapsed / Have it renewed / and scan again
  E13 | 此码已使用过 / 请对方刷新该码 / 不收截图 | Already used / Have it renewed / No screenshots
  E14 | 付款码须联网 / 现在没有网络 / 请收现金 | Payment code / No network now: / take cash
  E15 | 不认识此码 / 请对方出示健康码 / 再重新扫码 | Unknown code / Ask for a health / code and rescan
  E16 | 码中没有健康卡 / 无法核对本人 / 请出示健康码 | No health card / Holder unknown / Ask for another
  E17 | 动态码生成过久 / 请对方刷新该码 / 再重新扫码 | Code not fresh / Have it renewed / and scan again
  E21 | 终端时间不可信 / 动态码暂不受理 / 请联网校时 | Clock is wrong / No live codes / Go online to set
  E22 | 政策数据已过期 / 已停止全部受理 / 请联网更新 | Policy too old / No sales now / Go online
  E23 | 机壳曾被打开 / 密钥已经清除 / 请停用并报修 | Case was opened / Keys are wiped / Call for repair
  E24 | 终端尚未开通 / 不能受理 / 请联系帮助台 | Not in service / No sales / Call help desk
  E25 | 密码自检不通过 / 不能受理 / 请停用并报修 | Self-test failed / No sales / Call for repair
  E31 | 存储已满 / 本笔没有受理 / 请联网上传后再试 | Storage full / Sale not taken / Upload first
  E32 | 保存失败 / 本笔没有受理 / 重扫再败请报修 | Could not save / Sale not taken / Rescan or repair
  E33 | 存储已损坏 / 本笔没有受理 / 请停用并报修 | Storage damaged / Sale not taken / Call for repair
  E41 | 超过单笔离线限额 / 请核对并改小金额 / 或全额改收现金 | Over sale limit / Check the amount / or all in cash
  E42 | 超过此卡今日限额 / 请改小金额 / 或全额改收现金 | Card day limit / Lower the amount / or all in cash
  E43 | 此卡今日次数已满 / 请改日再来 / 或全额改收现金 | Card uses spent / Come another day / or all in cash
  E44 | 超过本机今日限额 / 请换一台终端 / 或全额改收现金 | Terminal limit / Use another one / or all in cash
  E45 | 本机今日次数已满 / 请换一台终端 / 或全额改收现金 | Terminal is full / Use another one / or all in cash
  E46 | 超过码付离线限额 / 请收现金 / 或改小金额 | Over code limit / Take cash or / lower the amount
  E47 | 本笔只收现金 / 参保地区未开通 / 不能用码支付 | Cash only / Insured region / is not open here
  E51 | 正在办理上一位 / 请先办完这一笔 / 或取消后再扫码 | Sale in progress / Finish it, or / cancel & rescan
  E52 | 这一件已经扫过 / 请扫下一件商品 / 或扫顾客健康码 | Scanned already / Scan the next / or the person
  E53 | 此追溯码已售出 / 疑似回流药品 / 勿售并请上报 | Pack sold before / Do not sell it / and report it
  E54 | 商品件数已满 / 请先办完这一单 / 余下另开一单 | Too many goods / Finish this one, / then another one
  E55 | 请先确认金额 / 看过分担以后 / 再扫付款码 | Amount first / See the shares, / then scan to pay
  E61 | 这是商家收款码 / 请对方打开健康码 / 再重新扫码 | A merchant's QR / Ask for their / own health code
  E62 | 这是身份证号码 / 不能代替健康码 / 请对方出示健康码 | ID card number / No proof of who: / ask health code
  E63 | 医保码须联网核验 / 现在没有网络 / 请出示融合健康码 | Insurance code / No network now: / ask health code
  E65 | 健康证书验证通过 / 但不能办理本业务 / 请对方出示健康码 | Health pass OK / No use here: / ask health code
  E66 | 乘车码验证通过 / 但不能办理本业务 / 请对方出示健康码 | Genuine ride QR / No use here: / ask health code
  E68 | 商品码读不出 / 请再扫一次 / 仍不行请换一面 | Goods code bad / Scan it again or / try another side
  E69 | 查无此人 / 医保中心没有登记 / 请换用其他凭证 | Nobody's code / Not registered: / use another code
  E70 | 健康证书已撤销 / 请勿受理此码 / 请对方出示健康码 | Pass is revoked / Do not accept it / ask health code
  E71 | 余额或限额不足 / 没有付款 / 请换付款方式 | Too little money / Nothing paid: / pay another way
  E72 | 付款码已失效 / 没有付款 / 请刷新后再扫 | Pay code lapsed / Nothing paid: / renew and rescan
  E73 | 付款方已拒绝 / 没有付款 / 请换付款方式 | Payment declined / Nothing paid: / pay another way
  E74 | 付款已放弃 / 若已扣款将退回 / 请换付款方式 | Payment stopped / Refunded if paid / Pay another way
  E75 | 付款结果不明 / 若已扣款将退回 / 请换付款方式 | Payment unclear / Refunded if paid / Pay another way
  E76 | 付款没有答复 / 若已扣款将退回 / 请换付款方式 | No reply: unpaid / Refunded if paid / Pay another way
  E77 | 重启前付款未成 / 若已扣款将退回 / 请换付款方式 | Restart: unpaid / Refunded if paid / Pay another way
  E78 | 医保中心没有答复 / 请稍后再扫 / 或出示融合健康码 | No answer / Rescan later, or / ask health code
  E81 | 没有可撤销的单子 / 请核对小票单号 / 或扫当时的健康码 | No such sale / Check the number / or scan the code
  E82 | 此单已撤销过 / 不要再退款 / 可重打撤销凭条 | Voided before / Pay nothing back / Print it again
  E83 | 不是今日的单子 / 只能当日撤销 / 请到医保中心办理 | Not of today / Void same day; / else the insurer
  E84 | 没有小票可重打 / 本机还没有成交 / 请稍后再试 | Nothing to print / No sale was made / on this terminal
  E85 | 主管密码已锁定 / 错误次数过多 / 请到时再试 | PIN is locked / Too many wrong / Wait, then retry
  E86 | 未设主管密码 / 撤销可扫原健康码 / 其他请联系帮助台 | No supervisor / Void by its code / or ask help desk
  E87 | 此码不能核验身份 / 请对方出示 / 融合健康码 | Proves nobody / Ask for a fused / health code
  E88 | 打印机不能用 / 记录没有打印 / 请检查打印机 | No printer / Nothing printed: / see to printer
  E89 | 没有异议单据 / 至今未收到异议 / 无须处理 | Nothing disputed / None so far: / nothing to do
  E91 | 卡密码未能核验 / 请联网后再办 / 或全额改收现金 | PIN not checked / Go online, or / all in cash
  E92 | 卡密码已锁定 / 错误次数过多 / 请明天再试 | Card PIN locked / Too many wrong / Try tomorrow
  E93 | 此卡未设密码 / 请到医保中心设置 / 或全额改收现金 | Card has no PIN / Set at insurer: / or all in cash
  E94 | 三次未输对密码 / 本笔没有受理 / 请重新扫码 | No PIN in 3 / Sale not taken / Scan again
  E95 | 挂失须联网 / 现在没有网络 / 请打医保热线挂失 | Loss needs a net / No network now: / phone insurer
  E96 | 挂失没有答复 / 请联网后再挂失 / 或打医保热线挂失 | Loss: no answer / Report again, or / phone insurer
  E97 | 此卡没有密码可核 / 不能在此挂失 / 请打医保热线挂失 | No PIN, no proof / Not from here: / phone insurer
  E98 | 没有这个卡号 / 请核对后重输 / 或打医保热线挂失 | No such number / Check it, re-key / or phone insurer
  E111 | 本机不办预付余额 / 本地没有开通 / 请到医保中心办理 | No balances here / Region has none: / ask the insurer
  E112 | 余额须联网办理 / 现在没有网络 / 请联网后再办 | Balance: offline / Nothing is done: / go online first
  E113 | 余额没有答复 / 没有收付款 / 请稍后再查 | Balance unknown / No cash moved: / ask again later
  E114 | 超过一次充值限额 / 没有充值 / 请改小金额 | Top-up too large / Nothing added: / lower the amount
  E115 | 没有余额可退 / 卡上余额为零 / 无须付款 | Nothing to repay / Balance is zero / Pay nothing
  E116 | 余额没有变动 / 现金不收也不付 / 收了的请还顾客 | Balance unmoved / Keep no cash and / pay none out
  E117 | 余额办理未成 / 现金不收也不付 / 若已变动将撤回 | Balance not done / Move no cash: / undone if booked
  E118 | 退余额须卡密码 / 此卡未设密码 / 请到医保中心办理 | Return needs PIN / Card has none: / ask the insurer
  """
