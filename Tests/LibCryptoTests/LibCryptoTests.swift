import LibCrypto
import Testing

@Suite("Self-test at start")
struct SelfTestTests {
  @Test("holds on this machine's libcrypto")
  func holds() throws {
    try SelfTest.run()
  }
}
