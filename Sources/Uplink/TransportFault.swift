/// Why an exchange did not bring an answer, by what is to be done about it.
public enum TransportFault: Error, Equatable, Sendable {
  /// No connection: no network, no name, nobody listening, or cut off in the middle. Try again soon.
  case unreachable
  /// Connected, but nothing came for too long, or too slowly. Try again soon.
  case stalled
  /// What answers is not the hub: its certificate is not of the pinned authority, or not of this name. Nothing was sent.
  case hubUntrusted
  /// The terminal's own TLS key, certificate or the hub's authority cannot be read. The terminal must be enrolled again.
  case identityUnusable
  /// The hub answered with this HTTP status instead of an answer. 409: it holds other entries under the same sequences.
  case refused(status: UInt16)
  /// The answer is larger than any answer may be.
  case oversize
  /// What came is not HTTP.
  case unintelligible
  /// The daemon was asked to stop what it does.
  case interrupted
  /// libcurl refuses: out of memory, or built without something that is needed.
  case unavailable
  /// The address in the configuration is no https address.
  case badAddress

  /// How patiently to try again.
  public var patience: Schedule.Patience {
    switch self {
    case .unreachable, .stalled, .interrupted: .network
    case .hubUntrusted, .identityUnusable, .refused, .oversize, .unintelligible, .unavailable, .badAddress: .hub
    }
  }
}
