import ArgumentParser
import CertificateCases
import Foundation

struct JudgeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "judge",
    abstract: "Judges the codes of a file of cases, in order: fused codes, or transit codes where its profile says so.",
    discussion: """
      Prints a line a case, its name, a tab and the verdict; or with --json an object a case. Ends with 0 when all \
      were judged, whatever the verdicts.
      """)

  @Option(help: "The file of cases (JSON): profile, issuers and revoked or roots, cases.")
  var vectors: String?

  @Option(
    parsing: .upToNextOption,
    help: "Files of the public test data for EU digital COVID certificates (JSON): a line each, as expected or not.",
    completion: .file(extensions: ["json"]))
  var dgc: [String] = []

  @Flag(help: "An object a case, with presence and fields where accepted.")
  var json = false

  func validate() throws {
    guard (vectors == nil) != dgc.isEmpty else { throw ValidationError("either --vectors FILE or --dgc FILE...") }
    guard !json || dgc.isEmpty else { throw ValidationError("--json is for --vectors") }
  }

  func run() throws {
    for path in dgc {
      let report = try CertificateReport(path, CertificateCase.read(path))
      print(report.line)
      for remark in report.remarks {
        FileHandle.standardError.write(Data("acceptctl: \(path): \(remark)\n".utf8))
      }
    }
    guard let vectors else { return }
    let file = try VectorFile.read(vectors)
    var judge: Judge
    do {
      judge = try Judge(file)
    } catch {
      throw DescriptionFault(path: vectors, reason: error.description)
    }
    for key in judge.unusable {
      FileHandle.standardError.write(Data("acceptctl: \(key) cannot be used, it counts as unknown\n".utf8))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    for (place, item) in file.cases.enumerated() {
      let judged = judge.judge(item, at: place)
      print(json ? String(decoding: try encoder.encode(judged), as: UTF8.self) : judged.name + "\t" + judged.verdict)
    }
  }
}
