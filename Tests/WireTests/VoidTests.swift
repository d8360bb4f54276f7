import Codes
import LibCrypto
import Settlement
import Testing
import Time

@testable import Wire

@Suite struct VoidTests {
  static func entry(_ void: SaleVoid, sequence: UInt64 = 2) -> JournalEntry {
    JournalEntry(
      terminal: Samples.terminal, sequence: sequence,
      previous: sequence == 1 ? JournalEntry.noPrevious : [UInt8](repeating: 1, count: 32),
      at: UnixTime(seconds: 1_795_000_000), body: .void(void), sealed: [])
  }

  @Test(arguments: [Samples.void, Samples.onlineVoid]) func comesBackAsItWent(_ void: SaleVoid) throws {
    #expect(try JournalEntry(decoding: Self.entry(void).encoded()) == Self.entry(void))
  }

  /// It names an entry before it, and says of a sale what a sale can be.
  @Test func whatNoSaleCanBeIsNotVoided() throws {
    func fault(_ sequence: UInt64 = 2, _ change: (inout SaleVoid) -> Void) -> WireFault? {
      var void = Samples.void
      change(&void)
      do throws(WireFault) {
        _ = try Self.entry(void, sequence: sequence).encoded()
        return nil
      } catch {
        return error
      }
    }
    #expect(fault { _ in } == nil)
    #expect(fault { $0.sequence = 2 } == .inconsistent)
    #expect(fault { $0.sequence = 0 } == .outOfRange)
    #expect(fault(1) { _ in } == .inconsistent)
    #expect(fault { $0.hash = [] } == .outOfRange)
    #expect(fault { $0.shares = Samples.onlineVoid.shares } == .inconsistent)
    #expect(fault { $0.payment = Samples.payment } == .inconsistent)
    #expect(fault { $0.shares = Samples.nothing } == .outOfRange)
  }

  /// The hub is to take a payment back by a void as by a reversal, and an intent is settled by neither a void nor a sale.
  @Test func onlyAVoidOfWhatWasPaidOnlineReverses() {
    #expect(JournalEntry.Body.void(Samples.onlineVoid).reversedInquiry == Samples.payment.inquiry)
    #expect(JournalEntry.Body.void(Samples.void).reversedInquiry == nil)
    #expect(JournalEntry.Body.void(Samples.onlineVoid).settledInquiry == nil)
    #expect(JournalEntry.Body.void(Samples.onlineVoid).total == .zero)
    #expect(JournalEntry.Body.paymentReversal(Samples.reversal).reversedInquiry == Samples.reversal.inquiry)
  }
}
