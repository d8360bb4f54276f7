import ArgumentParser
import Foundation
import KeyFiles
import Provisioning

/// Where the hub's operator side is, and what opens it.
struct OperatorOptions: ParsableArguments {
  @Option(name: .customLong("operator"), help: "The hub's operator side, such as http://127.0.0.1:8080.")
  var address: String

  @Option(help: "The file of the operator's token: operator.token in the hub's state directory.")
  var tokenFile: String

  func client() throws -> OperatorClient {
    let token = String(decoding: try PrivateFile.read(tokenFile), as: UTF8.self)
    var address = address
    while address.hasSuffix("/") { address.removeLast() }
    return OperatorClient(address: address, token: token.trimmingCharacters(in: .whitespacesAndNewlines))
  }
}
