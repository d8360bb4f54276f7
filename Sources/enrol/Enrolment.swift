import CGlibc
import LibCrypto
import Linux

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
    if errand.elementsEqual("journal-key".utf8), arguments.count == 3 {
      return try journalKey(folder, algorithm: arguments[2])
    }
    if errand.elementsEqual("certificate-request".utf8), arguments.count == 3 {
      return try certificateRequest(folder, terminal: arguments[2])
    }
    guard arguments.count == 2 else { throw usage }
    if errand.elementsEqual("certificate".utf8) { return try takeCertificate(folder) }
    if errand.elementsEqual("authority".utf8) { return try takeAuthority(folder) }
    throw usage
  }

  private static var usage: Fault {
    Fault(
      line:
        "usage: enrol journal-key FOLDER ES256|SM2, certificate-request FOLDER TERMINAL, certificate|authority FOLDER")
  }

  /// The public key, as a line such as `ES256 02AB…`.
  private static func journalKey(_ folder: String, algorithm name: String) throws(Fault) -> [UInt8] {
    let algorithm: SignatureAlgorithm
    if name.utf8.elementsEqual("ES256".utf8) {
      algorithm = .es256
    } else if name.utf8.elementsEqual("SM2".utf8) {
      algorithm = .sm2
    } else {
      throw Fault(line: "no such algorithm: ES256 or SM2")
    }
    let key = try held(folder + "/journal.key", making: algorithm)
    // One that is there from an earlier time may be of the other kind: the name says which it is.
    let kind = key.algorithm == .es256 ? "ES256 " : "SM2 "
    return Array(kind.utf8) + hexadecimal(key.publicKey.compressedPoint)
  }

  /// PKCS#10, DER.
  private static func certificateRequest(_ folder: String, terminal: String) throws(Fault) -> [UInt8] {
    let key = try held(folder + "/tls.key", making: .es256)
    do throws(CryptoFault) { return try Certificates.request(commonName: terminal, key: key) } catch {
      throw Fault(line: "no certificate request can be made of this name and key")
    }
  }

  private static func takeCertificate(_ folder: String) throws(Fault) -> [UInt8] {
    let certificate = try standardInput()
    guard let key = try load(folder + "/tls.key") else { throw Fault(line: "there is no TLS key yet") }
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

  private static func held(_ path: String, making algorithm: SignatureAlgorithm) throws(Fault) -> SigningKey {
    if let key = try load(path) { return key }
    let key: SigningKey
    let pem: [UInt8]
    do throws(CryptoFault) {
      key = try SigningKey.generate(algorithm)
      pem = try key.pem()
    } catch {
      throw Fault(line: path + ": no key can be made")
    }
    try write(path, pem, mode: 0o600)
    return key
  }

  private static func load(_ path: String) throws(Fault) -> SigningKey? {
    let pem: [UInt8]
    do throws(FileFault) {
      pem = try Files<Kernel>.read(path, limit: KeyFolder<Kernel>.maximumKeyBytes, secret: true)
    } catch {
      if error == .missing { return nil }
      throw Fault(line: path + ": " + error.explanation)
    }
    guard let key = try? SigningKey(pem: pem) else { throw Fault(line: path + ": not a key") }
    return key
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
