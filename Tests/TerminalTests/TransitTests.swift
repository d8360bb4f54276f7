import CodeFixtures
import Counter
import Simulation
import Terminal
import Testing
import Time

@Suite struct TransitTests {
  private func code(_ shop: Shop, _ edit: (inout TransitCodeDraft) -> Void = { _ in }) -> [UInt8] {
    var draft = TransitCodeDraft(
      issuerPoint: shop.issuer.publicKey.compressedPoint, holderPoint: shop.holder.publicKey.compressedPoint,
      now: UInt32(shop.world.now.wall.seconds))
    edit(&draft)
    let bytes = draft.bytes(
      root: { (try? shop.transitRoot.sign($0)) ?? [] }, issuer: { (try? shop.issuer.sign($0)) ?? [] },
      holder: { (try? shop.holder.sign($0)) ?? [] })
    return base64(bytes)
  }

  @Test func aRideCodeIsJudgedByTheBundlesRootAndOpensNoSale() throws {
    var shop = try Shop()
    let good = code(shop)
    for (code, refusal) in [
      (good, Refusal.transitCode),
      // Shown, and not used up.
      (good, .transitCode),
      (code(shop) { $0.rootIndex = 2 }, .unknownIssuer),
      (code(shop) { $0.validity = 0 }, .malformed),
      (code(shop) { $0.authorisedUntil = 0 }, .expired),
      (code(shop) { $0.generatedAt -= 61 }, .presentationExpired),
    ] {
      let count = shop.session.terminal.tally.refused(refusal)
      shop.scan(code)
      #expect(shop.session.terminal.tally.refused(refusal) == count + 1, "\(refusal)")
    }
    #expect(try shop.entries() == 0)
    #expect(shop.session.terminal.tally.opened == 0)
  }

  @Test func belowTheClocksFloorNoneIsJudged() throws {
    var shop = try Shop()
    let good = code(shop)
    shop.world.setClock(to: shop.world.now.wall.advanced(bySeconds: -86_400))
    shop.session.wait(milliseconds: 100)
    shop.scan(good)
    #expect(shop.session.terminal.tally.refused(.clockUntrusted) == 1)
  }
}
