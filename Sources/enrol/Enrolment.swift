import CGlibc
import LibCrypto
import Linux
import TerminalKeys

/// Makes a terminal's keys where they stay, each as the user whose key it is.
///
/// Everything may be asked for again: a key that is there is kept, and its public part said again.
enum Enrolment {
  /// Why it was not done: one line for whoever asked.
  struct Fault: Error {
    let line: String
  }

  /// Does what a command line says; what it brings.
  static func run(_ arguments: [String]) throws(Fault) -> [UInt8] {
    do throws(SelfTestFault) { try SelfTest.run() } catch {
      throw Fault(line: "cryptography self-test failed at " + error.name)
    }
    guard arguments.count >= 2 else { throw usage }
    let (errand, folder) = (arguments[0].utf8, arguments[1])
    if errand.elementsEqual("authority".utf8), arguments.count == 2 { return try takeAuthority(folder) }
    guard arguments.count >= 3 else { throw usage }
    let secret = arguments[2]
    if errand.elementsEqual("journal-key".utf8), arguments.count == 4 {
      return try journalKey(folder, secret, algorithm: arguments[3])
    }
    if errand.elementsEqual("certificate-request".utf8), arguments.count == 4 {
      return try certificateRequest(folder, secret, terminal: arguments[3])
    }
    if errand.elementsEqual("certificate".utf8), arguments.count == 3 { return try takeCertificate(folder, secret) }
    throw usage
  }

  private static var usage: Fault {
    Fault(
      line:
        "usage: enrol journal-key FOLDER SECRET ES256|SM2, certificate-request FOLDER SECRET TERMINAL, "
        + "certificate FOLDER SECRET, authority FOLDER; SECRET is the file of the board's secret")
  }

  /// The public key, as a line such as `ES256 02AB…`.
  private static func journalKey(
    _ folder: String, _ secret: String, algorithm name: String
  ) throws(Fault) -> [UInt8] {
    let algorithm: SignatureAlgorithm
    if name.utf8.elementsEqual("ES256".utf8) {
      algorithm = .es256
    } else if name.utf8.elementsEqual("SM2".utf8) {
      algorithm = .sm2
    } else {
      throw Fault(line: "no such algorithm: ES256 or SM2")
    }
    let key = try held(KeyFolder<Kernel>(path: folder).key, secret, making: algorithm)
    // One that is there from an earlier time may be of the other kind: the name says which it is.
    let kind = key.algorithm == .es256 ? "ES256 " : "SM2 "
    return Array(kind.utf8) + hexadecimal(key.publicKey.compressedPoint)
  }

  /// PKCS#10, DER.
  private static func certificateRequest(
    _ folder: String, _ secret: String, terminal: String
  ) throws(Fault) -> [UInt8] {
    let key = try held(folder + "/tls.key", secret, making: .es256)
    do throws(CryptoFault) { return try Certificates.request(commonName: terminal, key: key) } catch {
      throw Fault(line: "no certificate request can be made of this name and key")
    }
  }

  private static func takeCertificate(_ folder: String, _ secret: String) throws(Fault) -> [UInt8] {
    let certificate = try standardInput()
    let key = try own(folder + "/tls.key", secret) { key throws(OwnKeyFault) in try key.load() }
    guard Certificates.isCertificate(pem: certificate, of: key) else {
      throw Fault(line: "the certificate is not one of this terminal's key")
    }
    try write(folder + "/tls.crt", certificate)
    return []
  }

  private static func takeAuthority(_ folder: String) throws(Fault) -> [UInt8] {
    let authority = try standardInput()
    guard Certificates.isCertificate(pem: authority) else { throw Fault(line: "the authority is not a certificate") }
    try write(folder + "/hub-ca.crt", authority)
    return []
  }

  private static func held(
    _ path: String, _ secret: String, making algorithm: SignatureAlgorithm
  ) throws(Fault) -> SigningKey {
    try own(path, secret) { key throws(OwnKeyFault) in try key.loadOrMake(algorithm) }
  }

  private static func own(
    _ path: String, _ secret: String, _ take: (OwnKey<Kernel>) throws(OwnKeyFault) -> SigningKey
  ) throws(Fault) -> SigningKey {
    do throws(OwnKeyFault) { return try take(OwnKey(path: path, secret: secret)) } catch {
      throw Fault(line: path + ": " + error.explanation)
    }
  }

  private static func write(_ path: String, _ bytes: [UInt8], mode: UInt32 = 0o644) throws(Fault) {
    do throws(FileFault) { try Files<Kernel>.create(path, bytes, mode: mode) } catch {
      throw Fault(line: path + ": " + error.explanation)
    }
  }

  private static func standardInput() throws(Fault) -> [UInt8] {
    var bytes: [UInt8] = []
    let input = Descriptor<Kernel>(owning: STDIN_FILENO)
    do throws(SystemFault) {
      while bytes.count <= Certificates.longestPEM, let part = try input.read(atMost: 4_096), !part.isEmpty {
        bytes += part
      }
    } catch { throw Fault(line: error.explanation) }
    return bytes
  }

  private static func hexadecimal(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0x0F)]] }
  }
}
