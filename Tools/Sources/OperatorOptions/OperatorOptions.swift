public import ArgumentParser
import Foundation
import KeyFiles
public import Provisioning

/// Where the hub's operator side is, and what opens it.
public struct OperatorOptions: ParsableArguments {
  @Option(name: .customLong("operator"), help: "The hub's operator side, such as http://127.0.0.1:8080.")
  public var address: String

  @Option(help: "The file of the operator's token: operator.token in the hub's state directory.")
  public var tokenFile: String

  public init() {}

  public func validate() throws {
    guard let url = URL(string: address), let scheme = url.scheme, ["http", "https"].contains(scheme),
      let host = url.host(), !host.isEmpty
    else { throw ValidationError("--operator is an address such as http://127.0.0.1:8080") }
    // A hub serves operators on loopback. The token opens everything there, and goes with each call.
    guard scheme == "https" || ["127.0.0.1", "localhost", "::1"].contains(host) else {
      throw ValidationError(
        "--operator \(address): the token would cross the network in the clear. From another machine, use a tunnel such as: "
          + "ssh -L 8080:127.0.0.1:8080 \(host)")
    }
  }

  public func client() throws -> OperatorClient {
    let token = String(decoding: try PrivateFile.read(tokenFile), as: UTF8.self)
    var address = address
    while address.hasSuffix("/") { address.removeLast() }
    return OperatorClient(address: address, token: token.trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
