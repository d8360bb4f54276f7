import Foundation
import Hummingbird
import NIOCore
import OperatorAPI

/// Answers in JSON.
enum JSONAnswer {
  static func make(_ value: some Encodable) throws -> Response {
    try make(value, .ok)
  }

  static func make(_ fault: OperatorFault) throws -> Response {
    try make(
      OperatorRefusal(code: fault.rawValue, message: fault.message), HTTPResponse.Status(code: fault.status))
  }

  static func make(_ refusal: CardRefusal) throws -> Response {
    try make(
      OperatorRefusal(code: refusal.code, message: refusal.message), HTTPResponse.Status(code: refusal.status))
  }

  static func make(_ fault: InstitutionFault) throws -> Response {
    try make(
      InstitutionMessages.Refusal(code: fault.rawValue, message: fault.message),
      HTTPResponse.Status(code: fault.status))
  }

  private static func make(_ value: some Encodable, _ status: HTTPResponse.Status) throws -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let body = try encoder.encode(value)
    return Response(
      status: status, headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
  }
}

extension Request {
  /// The token that it bears; nil where it bears none.
  var bearerToken: String? {
    let scheme = "Bearer "
    guard let value = headers[.authorization], value.hasPrefix(scheme) else { return nil }
    return String(value.dropFirst(scheme.count))
  }
}
