import Codes
import Counter
import Journal
import LibCrypto
import Settlement
import Simulation
import Terminal
import Testing
import Time
import Wire

/// The PIN of a card at a terminal: from its keys to the hub's key, and nowhere else.
@Suite struct PINTests {
  let desk = InquiryTests()

  /// A shop whose policy asks for the PIN of printed codes.
  func shop() throws -> Shop {
    var shop = try desk.shop(pinUses: .printedCodes)
    shop.scan(try shop.code(isPrinted: true))
    shop.type("10")
    shop.press(.enter)
    shop.press(.enter)
    #expect(shop.text[0] == "Customer: PIN")
    return shop
  }

  func asked(_ shop: Shop) throws -> (inquiry: Inquiry, signed: [UInt8]) {
    let bytes = try #require(desk.post.inquiries.last)
    let key = try VerifyingKey(try #require(shop.world.key).publicKey)
    return (try Inquiry(decoding: Signed.open(bytes, kind: .inquiry, with: key)), bytes)
  }

  @Test func goesSealedToTheHubForThisCardAndAmountAndIsSoldByOnceItIsRight() throws {
    var shop = try shop()
    shop.type("805319")
    #expect(shop.text[2] == "******" && desk.post.inquiries.isEmpty)
    shop.press(.enter)
    let (inquiry, signed) = try asked(shop)
    #expect(inquiry.question == .pin(CardReference(issuer: 0x6100_0001, serial: 7), Fen(1_000)))
    #expect(try inquiry.openedPIN(with: shop.hubSealing) == [8, 0, 5, 3, 1, 9])
    #expect(desk.post.entriesThen == [0], "nothing of it is in the journal")
    desk.reply(.answer(try desk.answer(.pin(.right), to: signed, of: shop)), in: &shop)
    #expect(shop.text[0] == "Accepted offline")
    guard case .sale(let sale)? = try desk.bodies(shop).last else { return #expect(Bool(false)) }
    #expect(sale.pinInquiry == inquiry.id && sale.presence == .printed)
  }

  @Test func isTheDigitsThatAreShownWhateverWasTakenAway() throws {
    var shop = try shop()
    shop.type("999")
    shop.press(.backspace, .backspace, .backspace)
    shop.type("80531")
    shop.press(.enter)
    #expect(desk.post.inquiries.isEmpty)
    // A seventh does nothing.
    shop.type("97")
    shop.press(.enter)
    #expect(try asked(shop).inquiry.openedPIN(with: shop.hubSealing) == [8, 0, 5, 3, 1, 9])
  }

  @Test func beginsAnewAfterAWrongOneAndEndsWithTheThird() throws {
    var shop = try shop()
    for left in [2, 1] as [UInt8] {
      shop.type("111111")
      shop.press(.enter)
      desk.reply(.answer(try desk.answer(.pin(.wrong(triesLeft: left)), to: asked(shop).signed, of: shop)), in: &shop)
      #expect(shop.text[0] == "Wrong: \(left) left" && shop.text[2].isEmpty)
    }
    // Given up on the way: nothing of it is in the next.
    shop.type("22")
    shop.press(.cancel)
    #expect(shop.text[0] == "No PIN in 3")
    #expect(try shop.entries() == 0)
    shop.press(.cancel)
    shop.scan(try shop.code(isPrinted: true))
    shop.type("10")
    shop.press(.enter)
    shop.press(.enter)
    shop.type("805319")
    shop.press(.enter)
    #expect(try asked(shop).inquiry.openedPIN(with: shop.hubSealing) == [8, 0, 5, 3, 1, 9])
  }

  @Test func answersOfOtherKindsAreNone() throws {
    var shop = try shop()
    shop.type("805319")
    shop.press(.enter)
    let signed = try asked(shop).signed
    desk.reply(.answer(try desk.answer(.approved(reference: "SIM1"), to: signed, of: shop)), in: &shop)
    desk.reply(.answer(try desk.answer(.pin(.right), to: signed, of: shop, signedBy: .generate(.es256))), in: &shop)
    desk.reply(
      .answer(try desk.answer(.pin(.right), to: signed, of: shop) { $0.inquiryHash[0] ^= 1 }), in: &shop)
    #expect(shop.text[0] == "Asking the hub")
    #expect(try shop.entries() == 0)
    desk.reply(.none(try asked(shop).inquiry.id.bytes), in: &shop)
    #expect(shop.text[0] == "PIN not checked")
  }

  /// Neither log nor screen nor disk has them; nor has what is sent.
  @Test func noDigitOfItIsWritten() throws {
    var shop = try shop()
    shop.type("805319")
    shop.press(.enter)
    let (_, signed) = try asked(shop)
    desk.reply(.answer(try desk.answer(.pin(.right), to: signed, of: shop)), in: &shop)
    let rows = try shop.world.disk.rows(from: 1, limit: 9)
    #expect(rows.count == 1)
    let needles = [Array("805319".utf8), [8, 0, 5, 3, 1, 9], [0x46, 0x80, 0x53, 0x19]] as [[UInt8]]
    for needle in needles {
      for bytes in rows.map(\.signed) + [signed] { #expect(bytes.firstRange(of: needle) == nil) }
    }
    #expect(!shop.world.log.joined().contains("805319"))
  }
}
