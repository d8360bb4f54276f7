import Codes
import Testing

@testable import Wire

@Suite struct IdentityCheckTests {
  @Test(arguments: IdentityCheck.Purpose.allCases) func comesBackAsItWent(_ purpose: IdentityCheck.Purpose) throws {
    for var check in [Samples.identityCheck, Samples.printedIdentityCheck] {
      check.purpose = purpose
      let entry = Samples.entry(.identityCheck(check))
      #expect(try JournalEntry(decoding: entry.encoded()) == entry)
    }
  }

  /// A change here is another format.
  @Test func isTheseBytes() throws {
    let expected = bytes(
      """
      a6 01 67 58592d30303037 02 02 03 5820 \(String(repeating: "ab", count: 32)) 04 1a6afd86c0 05 82 06 82
      86 6c 503631303430323030303031 01 82 1a80000001 1bffffffffffffffff 5820 \(String(repeating: "d1", count: 32))
      67 e78e8b2ae6988e 1818 02 06 40
      """)
    #expect(try Samples.entry(.identityCheck(Samples.identityCheck)).encoded() == expected)
  }

  @Test func aPrintOfARecordIsTheseBytes() throws {
    let entry = Samples.entry(.recordPrint(Samples.recordPrint))
    let expected = bytes(
      """
      a6 01 67 58592d30303037 02 02 03 5820 \(String(repeating: "ab", count: 32)) 04 1a6afd86c0 05 82 07 82
      86 6c 503631303430323030303031 01 82 1a80000001 1bffffffffffffffff 5820 \(String(repeating: "d1", count: 32))
      67 e78e8b2ae6988e 1818 183b 06 40
      """)
    #expect(try entry.encoded() == expected)
    #expect(try JournalEntry(decoding: expected) == entry)
    #expect(entry.body.total == .zero && entry.body.shares == nil && entry.body.proof == Samples.recordPrint.proof)
  }

  @Test func whatNoCodeCanBeIsNotKept() throws {
    func fault(_ change: (inout IdentityProof) -> Void) -> WireFault? {
      var check = Samples.identityCheck
      change(&check.proof)
      do throws(WireFault) {
        _ = try Samples.entry(.identityCheck(check)).encoded()
        return nil
      } catch {
        return error
      }
    }
    #expect(fault { _ in } == nil)
    #expect(fault { $0.presence = .printed } == .inconsistent)
    #expect(fault { $0.presentationDigest = nil } == .inconsistent)
    #expect(fault { $0.presentationDigest = [1] } == .outOfRange)
    #expect(fault { $0.trustVersion = 0 } == .outOfRange)
    #expect(fault { $0.maskedName = "" } == .malformedText)
    #expect(fault { $0.maskedName = "王明" } == .malformedText)
    #expect(fault { $0.maskedName = String(repeating: "*", count: 25) } == .malformedText)
  }

  /// It uses a presentation as a sale does, and is nothing that money is in.
  @Test func isNoSale() {
    let body = JournalEntry.Body.identityCheck(Samples.identityCheck)
    #expect(body.total == .zero && body.shares == nil && body.articles.isEmpty && body.payment == nil)
    #expect(body.reversedInquiry == nil && body.settledInquiry == nil)
    #expect(body.presentationDigest == Samples.identityCheck.proof.presentationDigest)
    #expect(JournalEntry.Body.sale(Samples.sale).presentationDigest == Samples.sale.presentationDigest)
    #expect(JournalEntry.Body.void(Samples.void).presentationDigest == nil)
  }
}
