import CCurl
import Uplink

/// One exchange under way: what has come so far, and how it ended.
struct Transfer {
  private(set) var body: [UInt8] = []
  private(set) var fault: TransportFault?
  /// What libcurl says of the end; nil before it.
  private(set) var code: CURLcode?
  private var headerBytes = 0
  private let limits: HTTPSLimits

  init(limits: HTTPSLimits) {
    self.limits = limits
  }

  mutating func ended(_ code: CURLcode) {
    self.code = code
  }

  /// The transfer that a handle is used for.
  static func of(_ handle: UnsafeMutableRawPointer) -> UnsafeMutablePointer<Transfer>? {
    curl_context(handle)?.assumingMemoryBound(to: Transfer.self)
  }

  /// False ends the exchange.
  private mutating func took(body bytes: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count <= limits.answerBytes - body.count else {
      fault = .oversize
      return false
    }
    body.append(contentsOf: bytes)
    return true
  }

  /// libcurl itself bounds a line, not their number.
  private mutating func took(headerOf count: Int) -> Bool {
    headerBytes += count
    guard headerBytes <= limits.headerBytes else {
      fault = .oversize
      return false
    }
    return true
  }

  /// A count other than the one given ends the exchange.
  static let receiveBody: curl_write_callback = { bytes, _, count, context in
    guard let bytes, let transfer = context?.assumingMemoryBound(to: Transfer.self) else { return 0 }
    return transfer.pointee.took(body: UnsafeRawBufferPointer(start: bytes, count: count)) ? count : 0
  }

  static let receiveHeader: curl_write_callback = { _, _, count, context in
    guard let transfer = context?.assumingMemoryBound(to: Transfer.self) else { return 0 }
    return transfer.pointee.took(headerOf: count) ? count : 0
  }
}
