import ArgumentParser
import LibCrypto

struct PINHashCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pin-hash",
    abstract: "Makes the hash by which a terminal knows its supervisor's PIN.",
    discussion: """
      Reads the PIN, 6 to 12 digits, from a line of standard input, so that it stands in no list of processes and no history. \
      The hash goes into the terminal's settings (--supervisor of provisioning, or the line 'supervisor = …'). Each is salted \
      anew. Keep it from whoever is not to know the PIN: with it all PINs of six digits can be tried in hours.
      """)

  func run() throws {
    let digits = (readLine() ?? "").utf8.map { $0 &- UInt8(ascii: "0") }
    guard SupervisorPINHash.digits.contains(digits.count), digits.allSatisfy({ $0 <= 9 }) else {
      throw ValidationError("a PIN is 6 to 12 digits on a line of standard input")
    }
    print(try SupervisorPINHash(of: digits, salt: Random.bytes(SupervisorPINHash.saltSize)).text)
  }
}
