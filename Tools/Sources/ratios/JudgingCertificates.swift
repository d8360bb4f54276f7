import CertificateCases
import Codes
import Foundation
import HealthCertificates
import LibCrypto
import Time
import Wire

/// Health certificates from files of the public test data: those that are good at the time which their file names.
struct JudgingCertificates {
  private struct Good {
    let text: [UInt8]
    let at: UnixTime
    let verifier: CertificateVerifier
    let bare: [BareSignature]
  }

  /// Their files.
  let paths: [String]
  private let good: [Good]

  init(_ paths: [String]) throws {
    var (good, kept): ([Good], [String]) = ([], [])
    for path in paths {
      guard let data = FileManager.default.contents(atPath: path) else { throw RatiosFault("\(path) cannot be read") }
      let item: CertificateCase
      do {
        item = try CertificateCase(json: data)
      } catch {
        throw RatiosFault("\(path) is no file of the test data: \(error)")
      }
      let text = Array(item.text.utf8)
      guard let signer = item.signer, let at = item.now, let signed = try? SignedCertificate(text: text),
        let verifier = try? CertificateVerifier(signers: [signer]), case .accepted = verifier.judge(signed, at: at)
      else { continue }
      let bare = try BareSignature.all(of: signed, signer: signer)
      good.append(Good(text: text, at: at, verifier: verifier, bare: bare))
      kept.append(path)
    }
    guard !good.isEmpty else { throw RatiosFault("none of the files has a certificate that is good at its own time") }
    self.good = good
    self.paths = kept
  }

  /// What a scanner reads of them.
  var texts: [[UInt8]] { good.map(\.text) }

  /// The verdict beside the one signature that it needs.
  func measure(rounds: Int) throws -> PairedTimes {
    try PairedTimes(rounds: rounds, operations: good.count, by: .processor) { number in
      try judge(number)
    } floor: { number in
      try good[number % good.count].bare.verify()
    }
  }

  /// The verdict beside another program's, by each program's own time. A round is each file once.
  func measure(rounds: Int, beside other: OtherVerifier) throws -> PairedTimes {
    try PairedTimes(
      rounds: rounds, operations: good.count, ours: { try judge($0) }, floor: { try other.round() })
  }

  private func judge(_ number: Int) throws {
    let each = good[number % good.count]
    let today = CalendarDay(inChinaAt: each.at)
    guard case .healthCertificate(let text) = Recogniser.recognise(each.text, on: today),
      case .accepted = each.verifier.judge(text: text, at: each.at)
    else { throw RatiosFault("a good certificate is refused") }
  }
}
