// Everything the page says, in both languages. A key that is missing in one is a mistake the page shows at once.
"use strict";

const WORDS = {
  zh: {
    title: "受理终端",
    subtitle: "扫码、按键、看屏幕；断网照样受理，联网后自动上传",
    connectionLost: "与演示程序的连接断开，正在重连…",
    languageOfPage: "页面语言",
    counter: "柜台",
    display: "显示屏",
    keypad: "键盘",
    paper: "打印出的凭条",
    green: "绿灯", red: "红灯", buzzer: "蜂鸣器",
    soundOn: "声音开", soundOff: "声音关",
    power: "电源", powerOn: "开", powerCut: "断电", powerRestart: "重启",
    printer: "打印机", hasPaper: "有纸", noPaper: "缺纸", tearOff: "撕下凭条",
    customers: "持码人",
    scan: "扫这个码",
    groupGood: "可以受理", groupBad: "应当拒绝",
    pasteTitle: "扫别的内容", pasteLabel: "码的内容", pasteScan: "扫描",
    hub: "中心收到的",
    network: "网络", networkOn: "通", networkOff: "断", networkStalled: "卡住", networkAnswersLost: "回程丢失",
    received: "已收到", sum: "金额", waiting: "终端待回执", chain: "链", bundle: "政策数据",
    chainWhole: "完整", chainBroken: "有缺口", hubAway: "中心不可达",
    entries: "收到的记录",
    number: "单号", time: "北京时间", name: "姓名", total: "合计", articles: "件数", fund: "基金", relief: "救助", account: "个账", selfPaid: "自付", receipt: "回执",
    receipted: "已签收", receiptComing: "待送达",
    nothingYet: "还没有记录。选一个人，扫码，输入金额，按两次确认。",
    regionTitle: "中心与故障",
    publish: "发布政策数据", fresh: "最新", stale: "过期可用", stopped: "已停用", forgedBundle: "伪造",
    clock: "终端时钟", clockRight: "准", clockBehind: "慢三年",
    disk: "存储", diskRoom: "有空间", diskFull: "已满",
    born: "{0}年生", phone: "动态码", ride: "乘车码", certificate: "健康证明", card: "打印码", pin: "卡密码 {0}", uninsured: "未参保", insuredIn: "参保 {0}（{1}）",
    yuan: "{0} 元", entryCount: "{0} 笔", version: "第 {0} 版",
    failed: "没有做成：{0}",
    keyCancel: "取消", keyBackspace: "退格", keyCategory: "类别", keyLanguage: "中/EN", keyEnter: "确认",
    keyDigit: "数字 {0}", keyPoint: "小数点",
    schemes: { "employee": "职工", "resident": "居民", "rural-cooperative": "新农合" },
    people: {
      "wang": "本地职工", "li": "居民，带支付", "zhao": "贫困救助、慢特病", "sun": "儿童，监护人代持", "zhou": "老人，打印码",
      "yanan": "外地参保（延安）", "uninsured": "没有医保", "sixty": "六十次未打印", "malformed": "码缺损", "version": "新版本码",
      "unknown-issuer": "机构不认识", "old-issuer-key": "旧密钥签发", "forged": "伪造的码", "not-entitled": "越权签发",
      "not-yet": "尚未生效", "expired": "已过期", "revoked": "已挂失", "other-phone": "换机盗用", "from-future": "手机时间超前",
      "stale-picture": "一小时前的截图", "no-health-card": "没有健康卡", "screenshot": "上一个码的截图",
      "rider": "乘车码", "forged-rider": "伪造的乘车码", "strange-rider": "乘车码机构不认识", "traveller": "健康证明",
      "forged-traveller": "伪造的证明", "strange-traveller": "证明机构不认识", "expired-traveller": "证明已过期", "revoked-traveller": "证明已撤销",
    },
  },
  en: {
    title: "Acceptance terminal",
    subtitle: "Scan, press keys, read the display. Without the network it goes on, and uploads when it is back.",
    connectionLost: "Lost the program behind this page; trying again…",
    languageOfPage: "Language of the page",
    counter: "At the counter",
    display: "Display",
    keypad: "Keypad",
    paper: "Printed receipts",
    green: "Green", red: "Red", buzzer: "Buzzer",
    soundOn: "Sound on", soundOff: "Sound off",
    power: "Power", powerOn: "On", powerCut: "Cut", powerRestart: "Restart",
    printer: "Printer", hasPaper: "Paper", noPaper: "No paper", tearOff: "Tear off",
    customers: "Customers",
    scan: "Scan this code",
    groupGood: "To be accepted", groupBad: "To be refused",
    pasteTitle: "Scan something else", pasteLabel: "What the code says", pasteScan: "Scan",
    hub: "What the hub has received",
    network: "Network", networkOn: "On", networkOff: "Off", networkStalled: "Stalled", networkAnswersLost: "Answers lost",
    received: "Received", sum: "Amount", waiting: "Without receipt", chain: "Chain", bundle: "Trust bundle",
    chainWhole: "whole", chainBroken: "broken", hubAway: "hub away",
    entries: "Entries received",
    number: "No.", time: "China time", name: "Name", total: "Total", articles: "Articles", fund: "Fund", relief: "Relief", account: "Account", selfPaid: "Self", receipt: "Receipt",
    receipted: "signed", receiptComing: "on its way",
    nothingYet: "Nothing yet. Choose someone, scan, key an amount, press Enter twice.",
    regionTitle: "Hub and faults",
    publish: "Publish a bundle", fresh: "Fresh", stale: "Stale", stopped: "Stopped", forgedBundle: "Forged",
    clock: "Terminal's clock", clockRight: "Right", clockBehind: "3 years slow",
    disk: "Disk", diskRoom: "Has room", diskFull: "Full",
    born: "born {0}", phone: "live code on a phone", ride: "ride code", certificate: "health certificate", card: "printed code", pin: "PIN {0}", uninsured: "not insured", insuredIn: "insured in {0} ({1})",
    yuan: "¥{0}", entryCount: "{0}", version: "v{0}",
    failed: "That did not work: {0}",
    keyCancel: "Cancel", keyBackspace: "Back", keyCategory: "Category", keyLanguage: "中/EN", keyEnter: "Enter",
    keyDigit: "digit {0}", keyPoint: "point",
    schemes: { "employee": "employee", "resident": "resident", "rural-cooperative": "rural cooperative" },
    people: {
      "wang": "Local employee", "li": "Resident, can pay", "zhao": "Poverty relief, chronic", "sun": "Child, guardian's card", "zhou": "Elder, printed code",
      "yanan": "Other region (Yan'an)", "uninsured": "No insurance", "sixty": "Sixty unprinted", "malformed": "Damaged code", "version": "Later version",
      "unknown-issuer": "Unknown issuer", "old-issuer-key": "Retired issuer key", "forged": "Forged", "not-entitled": "Issuer oversteps",
      "not-yet": "Not valid yet", "expired": "Expired", "revoked": "Reported lost", "other-phone": "Copied to a phone", "from-future": "Phone clock ahead",
      "stale-picture": "Picture, an hour old", "no-health-card": "No health card", "screenshot": "Picture of the last code",
      "rider": "Ride code", "forged-rider": "Forged ride code", "strange-rider": "Unknown ride issuer", "traveller": "Health certificate",
      "forged-traveller": "Forged certificate", "strange-traveller": "Unknown signer", "expired-traveller": "Expired certificate", "revoked-traveller": "Withdrawn certificate",
    },
  },
};

let language = new URLSearchParams(location.search).get("lang")
  || localStorage.getItem("language")
  || (navigator.language.startsWith("zh") ? "zh" : "en");
if (!WORDS[language]) language = "zh";

/** The words for `key`, with `values` in the places of {0}, {1}… */
function t(key, ...values) {
  const text = WORDS[language][key];
  if (text === undefined) throw new Error("no words for " + key);
  return text.replace(/\{(\d)\}/g, (_, index) => values[index]);
}
