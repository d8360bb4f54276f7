import CCurl
import Uplink

/// One exchange under way: what has come so far, and why it was cut off, if it was.
struct Transfer {
  private(set) var body: [UInt8] = []
  private(set) var fault: TransportFault?
  private var headerBytes = 0
  private let limits: HTTPSLimits
  private let isInterrupted: () -> Bool

  init(limits: HTTPSLimits, isInterrupted: @escaping () -> Bool) {
    self.limits = limits
    self.isInterrupted = isInterrupted
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

  private mutating func mayGoOn() -> Bool {
    guard isInterrupted() else { return true }
    fault = .interrupted
    return false
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

  /// Anything but 0 ends the exchange.
  static let goOn: curl_xferinfo_callback = { context, _, _, _, _ in
    guard let transfer = context?.assumingMemoryBound(to: Transfer.self) else { return 1 }
    return transfer.pointee.mayGoOn() ? 0 : 1
  }
}
