/// State, then inputs -> the screen that follows, and what is heard, seen, committed and printed.
let stateTableSnapshot = """
  idle
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; backspace; enter -> idle, beep wrong
    language -> idle, beep key
    cancel -> idle, display anew, beep key
    category -> menu, beep key
    sameCode; otherCode -> identity, beep scanned
    refusedCode -> refusal E08, beep refused, light red
    paymentCode -> refusal E14, beep refused, light red
    article; sameArticle -> articles 1, beep scanned
    committed; commitRefused; 5 s; 8 s; 15 s; 60 s -> idle
  refused
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; cancel; backspace; category; enter -> idle, beep key, light off
    language -> refusal E15, beep key
    sameCode; otherCode -> identity, beep scanned, light off
    refusedCode -> refusal E08, beep refused
    paymentCode -> refusal E14, beep refused
    article; sameArticle -> articles 1, beep scanned, light off
    committed; commitRefused; 5 s; 8 s -> refusal E15
    15 s; 60 s -> idle, light off
  gathering
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; category; enter -> articles 2, beep wrong
    language -> articles 2, beep key
    cancel -> idle, beep key
    backspace -> articles 1, beep key
    sameCode; otherCode -> identity, beep scanned
    refusedCode -> refusal E08, beep refused, light red
    paymentCode -> refusal E14, beep refused, light red
    article -> articles 3, beep scanned
    sameArticle -> refusal E52, beep refused, light red
    committed; commitRefused; 5 s; 8 s; 15 s -> articles 2
    60 s -> idle
  gatheringUnderNotice
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; category -> articles 2, beep wrong, light off
    language -> refusal E15, beep key
    cancel; enter -> articles 2, beep key, light off
    backspace -> articles 1, beep key, light off
    sameCode; otherCode -> identity, beep scanned, light off
    refusedCode -> refusal E08, beep refused
    paymentCode -> refusal E14, beep refused
    article -> articles 3, beep scanned, light off
    sameArticle -> refusal E52, beep refused
    committed; commitRefused; 5 s; 8 s -> refusal E15
    15 s -> articles 2, light off
    60 s -> idle, light off
  identity
    0; category; enter -> amount 0, beep key
    1 -> amount 1, beep key
    2 -> amount 2, beep key
    3 -> amount 3, beep key
    4 -> amount 4, beep key
    5 -> amount 5, beep key
    6 -> amount 6, beep key
    7 -> amount 7, beep key
    8 -> amount 8, beep key
    9 -> amount 9, beep key
    . -> amount 0., beep key
    language -> identity, beep key
    cancel -> idle, beep key
    backspace -> identity, beep wrong
    sameCode; committed; commitRefused; 5 s; 8 s; 15 s -> identity
    otherCode; refusedCode -> refusal E51, beep wrong, light red
    paymentCode -> refusal E14, beep refused, light red
    article; sameArticle -> articles 1, beep scanned
    60 s -> idle
  emptyAmount
    0; language; category -> amount 0, beep key
    1 -> amount 1, beep key
    2 -> amount 2, beep key
    3 -> amount 3, beep key
    4 -> amount 4, beep key
    5 -> amount 5, beep key
    6 -> amount 6, beep key
    7 -> amount 7, beep key
    8 -> amount 8, beep key
    9 -> amount 9, beep key
    . -> amount 0., beep key
    cancel -> idle, beep key
    backspace; enter -> amount 0, beep wrong
    sameCode; committed; commitRefused; 5 s; 8 s; 15 s -> amount 0
    otherCode; refusedCode -> refusal E51, beep wrong, light red
    paymentCode -> refusal E14, beep refused, light red
    article; sameArticle -> articles 1, beep scanned
    60 s -> idle
  oneDecimal
    0 -> amount 12.50, beep key
    1 -> amount 12.51, beep key
    2 -> amount 12.52, beep key
    3 -> amount 12.53, beep key
    4 -> amount 12.54, beep key
    5 -> amount 12.55, beep key
    6 -> amount 12.56, beep key
    7 -> amount 12.57, beep key
    8 -> amount 12.58, beep key
    9 -> amount 12.59, beep key
    . -> amount 12.5, beep wrong
    language; category -> amount 12.5, beep key
    cancel -> idle, beep key
    backspace -> amount 12., beep key
    enter -> shares Cash, beep key
    sameCode; committed; commitRefused; 5 s; 8 s; 15 s -> amount 12.5
    otherCode; refusedCode -> refusal E51, beep wrong, light red
    paymentCode -> refusal E14, beep refused, light red
    article; sameArticle -> articles 1, beep scanned
    60 s -> idle
  twoDecimals
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; . -> amount 12.50, beep wrong
    language; category -> amount 12.50, beep key
    cancel -> idle, beep key
    backspace -> amount 12.5, beep key
    enter -> shares Cash, beep key
    sameCode; committed; commitRefused; 5 s; 8 s; 15 s -> amount 12.50
    otherCode; refusedCode -> refusal E51, beep wrong, light red
    paymentCode -> refusal E14, beep refused, light red
    article; sameArticle -> articles 1, beep scanned
    60 s -> idle
  overTheLimit
    0 -> amount 9000, beep key
    1 -> amount 9001, beep key
    2 -> amount 9002, beep key
    3 -> amount 9003, beep key
    4 -> amount 9004, beep key
    5 -> amount 9005, beep key
    6 -> amount 9006, beep key
    7 -> amount 9007, beep key
    8 -> amount 9008, beep key
    9 -> amount 9009, beep key
    . -> amount 900., beep key
    language; category -> amount 900, beep key
    cancel -> idle, beep key
    backspace -> amount 90, beep key
    enter -> refusal E41, beep refused, light red
    sameCode; committed; commitRefused; 5 s; 8 s; 15 s -> amount 900
    otherCode; refusedCode -> refusal E51, beep wrong, light red
    paymentCode -> refusal E14, beep refused, light red
    article; sameArticle -> articles 1, beep scanned
    60 s -> idle
  sharesInCash
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; . -> shares Cash, beep wrong
    language -> shares Cash, beep key
    cancel -> idle, beep key
    backspace -> amount 12.5, beep key
    category -> shares Code, beep key
    enter -> committing, COMMIT
    sameCode; committed; commitRefused; 5 s; 8 s; 15 s -> shares Cash
    otherCode; refusedCode -> refusal E51, beep wrong, light red
    paymentCode -> refusal E14, beep refused, light red
    article; sameArticle -> articles 1, beep scanned
    60 s -> idle
  sharesByCode
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; . -> shares Code, beep wrong
    language -> shares Code, beep key
    cancel -> idle, beep key
    backspace -> amount 12.5, beep key
    category -> shares Cash, beep key
    enter -> committing, COMMIT
    sameCode; committed; commitRefused; 5 s; 8 s; 15 s -> shares Code
    otherCode; refusedCode -> refusal E51, beep wrong, light red
    paymentCode -> refusal E14, beep refused, light red
    article; sameArticle -> articles 1, beep scanned
    60 s -> idle
  sharesUnderNotice
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; . -> shares Cash, beep wrong, light off
    language -> refusal E51, beep key
    cancel; enter -> shares Cash, beep key, light off
    backspace -> amount 12.5, beep key, light off
    category -> shares Code, beep key, light off
    sameCode; committed; commitRefused -> refusal E51
    otherCode; refusedCode -> refusal E51, beep wrong
    paymentCode -> refusal E14, beep refused
    article; sameArticle -> articles 1, beep scanned, light off
    5 s; 8 s; 15 s -> shares Cash, light off
    60 s -> idle, light off
  sharesUnderArticles
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; . -> shares Cash, beep wrong
    language -> articles 1, beep key
    cancel; backspace; enter -> shares Cash, beep key
    category -> shares Code, beep key
    sameCode; committed; commitRefused -> articles 1
    otherCode; refusedCode -> refusal E51, beep wrong, light red
    paymentCode -> refusal E14, beep refused, light red
    article -> articles 2, beep scanned
    sameArticle -> refusal E52, beep refused, light red
    5 s; 8 s; 15 s -> shares Cash
    60 s -> idle
  pin
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; category -> PIN of 6, beep wrong
    language -> PIN of 6, beep key
    cancel -> shares Cash, beep key
    backspace -> PIN of 5, beep key
    enter -> asking about the PIN, beep key, ASK
    sameCode; committed; commitRefused; 5 s; 8 s; 15 s -> PIN of 6
    otherCode; refusedCode -> refusal E51, beep wrong, light red
    paymentCode -> refusal E14, beep refused, light red
    article; sameArticle -> articles 1, beep scanned
    60 s -> idle
  pinUnderNotice
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; category -> PIN of 6, beep wrong, light off
    language -> refusal E51, beep key
    cancel; enter -> PIN of 6, beep key, light off
    backspace -> PIN of 5, beep key, light off
    sameCode; committed; commitRefused -> refusal E51
    otherCode; refusedCode -> refusal E51, beep wrong
    paymentCode -> refusal E14, beep refused
    article; sameArticle -> articles 1, beep scanned, light off
    5 s; 8 s; 15 s -> PIN of 6, light off
    60 s -> idle, light off
  checkingPIN
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; backspace; category; enter -> asking about the PIN, beep wrong
    language -> asking about the PIN, beep key
    cancel -> shares Cash, GIVE UP, beep key
    sameCode; otherCode; refusedCode; paymentCode; article; sameArticle; committed; commitRefused; 5 s; 8 s; 15 s -> asking about the PIN
    60 s -> shares Cash, GIVE UP, beep refused, light red, light off
  committing
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; cancel; backspace; category; enter -> committing, beep wrong
    language -> committing, beep key
    sameCode; otherCode; refusedCode; paymentCode; article; sameArticle; 5 s; 8 s; 15 s; 60 s -> committing
    committed -> accepted, light green, beep accepted, PRINT
    commitRefused -> refusal E31, beep refused, light red
  accepted
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; cancel; backspace; category; enter -> idle, beep key, light off
    language -> accepted, beep key
    sameCode; committed; commitRefused; 5 s -> accepted
    otherCode -> identity, beep scanned, light off
    refusedCode -> refusal E08, beep refused, light red
    paymentCode -> refusal E14, beep refused, light red
    article; sameArticle -> articles 1, beep scanned, light off
    8 s; 15 s; 60 s -> idle, light off
  recalled
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; cancel; backspace; category; enter -> idle, beep key
    language -> recalled, beep key
    sameCode; otherCode -> identity, beep scanned
    refusedCode -> refusal E08, beep refused, light red
    paymentCode -> refusal E14, beep refused, light red
    article; sameArticle -> articles 1, beep scanned
    committed; commitRefused; 5 s; 8 s; 15 s; 60 s -> recalled
  menu
    0; .; backspace -> menu, beep wrong
    1 -> busy, beep key, LOOK UP lastReceipt
    2 -> busy, beep key, LOOK UP totals
    3; 7 -> number , beep key
    4; language; category; enter -> menu, beep key
    5 -> page of 4 lines, beep key
    6 -> PIN of 0, beep key
    8 -> busy, beep key, LOOK UP disputes
    9 -> refusal E111, beep refused, light red
    cancel -> idle, beep key
    sameCode; otherCode -> identity, beep scanned
    refusedCode -> refusal E08, beep refused, light red
    paymentCode -> refusal E14, beep refused, light red
    article; sameArticle -> articles 1, beep scanned
    committed; commitRefused; 5 s; 8 s; 15 s -> menu
    60 s -> idle
  voidNumber
    0 -> number 40, beep key
    1 -> number 41, beep key
    2 -> number 42, beep key
    3 -> number 43, beep key
    4 -> number 44, beep key
    5 -> number 45, beep key
    6 -> number 46, beep key
    7 -> number 47, beep key
    8 -> number 48, beep key
    9 -> number 49, beep key
    .; category; paymentCode; article; sameArticle -> number 4, beep wrong
    language -> number 4, beep key
    cancel -> idle, beep key
    backspace -> number , beep key
    enter -> busy, beep key, LOOK UP sale(4)
    sameCode -> busy, beep key, LOOK UP saleOf(Codes.CardReference(issuer: 1627652097, serial: 1))
    otherCode -> busy, beep key, LOOK UP saleOf(Codes.CardReference(issuer: 1627652097, serial: 2))
    refusedCode -> refusal E08, beep refused, light red
    committed; commitRefused; 5 s; 8 s; 15 s -> number 4
    60 s -> idle
  voidPages
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; backspace; category; sameCode; otherCode; refusedCode; paymentCode; article; sameArticle -> page of 4 lines, beep wrong
    language -> page of 4 lines, beep key
    cancel -> idle, beep key
    enter -> PIN of 0, beep key
    committed; commitRefused; 5 s; 8 s; 15 s -> page of 4 lines
    60 s -> idle
  voidAuthority
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9 -> PIN of 1, beep key
    .; backspace; category; enter; otherCode; refusedCode; paymentCode; article; sameArticle -> PIN of 0, beep wrong
    language -> PIN of 0, beep key
    cancel -> idle, beep key
    sameCode -> committing, COMMIT
    committed; commitRefused; 5 s; 8 s; 15 s -> PIN of 0
    60 s -> idle
  voidCommitting
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; cancel; backspace; category; enter; sameCode; otherCode; refusedCode; paymentCode; article; sameArticle -> committing, beep wrong
    language -> committing, beep key
    committed -> result, light green, beep accepted, PRINT
    commitRefused -> refusal E31, beep refused, light red
    5 s; 8 s; 15 s; 60 s -> committing
  voided
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; cancel; backspace; category; enter -> idle, beep key, light off
    language -> result, beep key
    sameCode; otherCode; refusedCode; paymentCode; article; sameArticle -> result, beep wrong
    committed; commitRefused; 5 s -> result
    8 s; 15 s; 60 s -> idle, light off
  totals
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; backspace; sameCode; otherCode; refusedCode; paymentCode; article; sameArticle -> page of 4 lines, beep wrong
    language; category; enter -> page of 4 lines, beep key
    cancel -> idle, beep key
    committed; commitRefused; 5 s; 8 s; 15 s -> page of 4 lines
    60 s -> idle
  purposes
    0; 4; 5; 6; 7; 8; 9; .; backspace; category; enter; sameCode; otherCode; refusedCode; paymentCode; article; sameArticle -> menu, beep wrong
    1; 2; 3 -> page of 4 lines, beep key
    language -> menu, beep key
    cancel -> idle, beep key
    committed; commitRefused; 5 s; 8 s; 15 s -> menu
    60 s -> idle
  identifying
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; backspace; category; enter; article; sameArticle -> page of 4 lines, beep wrong
    language -> page of 4 lines, beep key
    cancel -> idle, beep key
    sameCode; otherCode -> committing, COMMIT
    refusedCode -> refusal E08, beep refused, light red
    paymentCode -> refusal E14, beep refused, light red
    committed; commitRefused; 5 s; 8 s; 15 s -> page of 4 lines
    60 s -> idle
  checkCommitting
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; cancel; backspace; category; enter; sameCode; otherCode; refusedCode; paymentCode; article; sameArticle -> committing, beep wrong
    language -> committing, beep key
    committed -> result, light green, beep accepted, PRINT
    commitRefused -> refusal E31, beep refused, light red
    5 s; 8 s; 15 s; 60 s -> committing
  checked
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; cancel; backspace; category; enter -> idle, beep key, light off
    language -> result, beep key
    sameCode; otherCode; refusedCode; paymentCode; article; sameArticle -> result, beep wrong
    committed; commitRefused; 5 s -> result
    8 s; 15 s; 60 s -> idle, light off
  recordPages
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; backspace; sameCode; otherCode; refusedCode; paymentCode; article; sameArticle -> page of 4 lines, beep wrong
    language; category; enter -> page of 4 lines, beep key
    cancel -> idle, beep key
    committed; commitRefused; 5 s; 8 s; 15 s -> page of 4 lines
    60 s -> idle
  lossPages
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; backspace; category; sameCode; otherCode; refusedCode; paymentCode; article; sameArticle -> page of 4 lines, beep wrong
    language -> page of 4 lines, beep key
    cancel -> idle, beep key
    enter -> PIN of 0, beep key
    committed; commitRefused; 5 s; 8 s; 15 s -> page of 4 lines
    60 s -> idle
  lossPIN
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9 -> PIN of 1, beep key
    .; backspace; category; enter; sameCode; otherCode; refusedCode; paymentCode; article; sameArticle -> PIN of 0, beep wrong
    language -> PIN of 0, beep key
    cancel -> idle, beep key
    committed; commitRefused; 5 s; 8 s; 15 s -> PIN of 0
    60 s -> idle
  lossAsking
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; backspace; category; enter; sameCode; otherCode; refusedCode; paymentCode; article; sameArticle -> asking about the PIN, beep wrong
    language -> asking about the PIN, beep key
    cancel -> refusal E96, GIVE UP, beep key, light red
    committed; commitRefused; 5 s; 8 s; 15 s -> asking about the PIN
    60 s -> idle, GIVE UP, beep refused, light red, light off
  prepaidBalance
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; backspace; category; sameCode; otherCode; refusedCode; paymentCode; article; sameArticle -> page of 4 lines, beep wrong
    language -> page of 4 lines, beep key
    cancel -> idle, beep key
    enter -> menu, beep key
    committed; commitRefused; 5 s; 8 s; 15 s -> page of 4 lines
    60 s -> idle
  prepaidAsking
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; backspace; category; enter; sameCode; otherCode; refusedCode; paymentCode; article; sameArticle -> asking for a topUp of 100.00, beep wrong
    language -> asking for a topUp of 100.00, beep key
    cancel -> refusal E117, GIVE UP cancelled, beep key, light red
    committed; commitRefused; 5 s; 8 s; 15 s -> asking for a topUp of 100.00
    60 s -> idle, GIVE UP noAnswer, beep refused, light red, light off
  prepaidCommitting
    0; 1; 2; 3; 4; 5; 6; 7; 8; 9; .; cancel; backspace; category; enter; sameCode; otherCode; refusedCode; paymentCode; article; sameArticle -> committing, beep wrong
    language -> committing, beep key
    committed -> result, light green, beep accepted, PRINT
    commitRefused -> refusal E31, GIVE UP saleNotKept, beep refused, light red
    5 s; 8 s; 15 s; 60 s -> committing
  """
