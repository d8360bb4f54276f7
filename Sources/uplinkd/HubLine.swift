import HTTPS
import Uplink

/// The way to the hub: uploads and inquiries side by side, so that no customer waits for an upload.
final class HubLine {
  let uploads: HTTPSClient
  let inquiries: HTTPSClient
  private let exchanges: HTTPSExchanges

  init(_ identity: HTTPSIdentity, inquiries: HTTPSIdentity, key: [UInt8]) throws(TransportFault) {
    exchanges = try HTTPSExchanges()
    uploads = try HTTPSClient(identity: identity, key: key, among: exchanges)
    self.inquiries = try HTTPSClient(identity: inquiries, key: key, limits: .inquiry, among: exchanges)
  }

  /// Whether something is under way.
  var isBusy: Bool { uploads.isBusy || inquiries.isBusy }

  /// Lets what is under way go on, until some of it is over, `descriptor` is readable, or for so long.
  func wait(milliseconds: UInt64, orReading descriptor: Int32) {
    exchanges.wait(milliseconds: milliseconds, orReading: descriptor)
  }
}
