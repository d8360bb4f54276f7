import Linux
import Testing

@Suite struct ServiceManagerTests {
  @Test(arguments: [
    (nil as String?, nil as UInt64?), ("30000000", 15_000), ("2000", 1), ("1", 1), ("", nil), ("soon", nil),
    ("-1", nil),
  ])
  func aSignOfLifeIsDueTwiceInTheLimit(_ limit: String?, _ milliseconds: UInt64?) {
    #expect(ServiceManager<Kernel>.aliveMilliseconds(limit: limit) == milliseconds)
  }
}
