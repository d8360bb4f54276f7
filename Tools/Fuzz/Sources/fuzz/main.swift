// fuzz list | runs TARGET | corpus FOLDER | TARGET [what libFuzzer takes]: what Tools/fuzz calls.
import Foundation

private let arguments = CommandLine.arguments
switch arguments.dropFirst().first {
case "list":
  for target in FuzzTarget.all { print(target.name, target.runs, target.longest) }
case "corpus" where arguments.count == 3:
  for target in FuzzTarget.all {
    let folder = URL(fileURLWithPath: arguments[2]).appending(path: target.name)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (number, seed) in try target.seeds().enumerated() {
      try Data(seed).write(to: folder.appending(path: "\(number + 1)"))
    }
  }
case let name?:
  guard let target = FuzzTarget.all.first(where: { $0.name == name }) else {
    FileHandle.standardError.write(Data("fuzz: there is no target '\(name)'\n".utf8))
    exit(2)
  }
  chosen = target
  // libFuzzer's own arguments begin after its program's name.
  var count = CommandLine.argc - 1
  var values = CommandLine.unsafeArgv + 1
  exit(
    LLVMFuzzerRunDriver(&count, &values) { bytes, count in
      chosen?.run([UInt8](UnsafeBufferPointer(start: bytes, count: count)))
      return 0
    })
case nil:
  exit(2)
}
