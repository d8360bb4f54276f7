/// A call into the kernel as strace wrote it down.
struct TracedCall: Equatable, Sendable {
  /// As strace names it, such as `openat`.
  var name: String
  /// What it was made on: the path it names, or that its descriptor has. Numbers, which differ from start to start, are `#`. After
  /// `fcntl`'s stands what it is to do, such as `F_SETLK`.
  var target: String
  /// Strace had it fail.
  var isInjected: Bool
  /// The thread that made it.
  var thread: Int

  /// Reads a line such as `812 read(3</data/journal.sqlite>, ""..., 16) = 16`, of `strace -f -y -s 0 -o`. Nil for a line that
  /// is no call's beginning.
  /// - Parameter folder: the part of paths that is left out.
  init?(line: some StringProtocol, leavingOut folder: String) {
    let words = line.split(separator: " ", maxSplits: 1)
    guard let thread = words.first.flatMap({ Int($0) }), let rest = words.dropFirst().first,
      let open = rest.firstIndex(of: "(")
    else { return nil }
    let name = rest[..<open].drop { $0 == " " }
    guard !name.isEmpty, name.allSatisfy({ $0 == "_" || $0.isASCII && ($0.isLetter || $0.isNumber) }) else {
      return nil
    }
    let arguments = rest[rest.index(after: open)...]
    self.name = String(name)
    self.thread = thread
    isInjected = line.hasSuffix("(INJECTED)")
    let object = Self.numberless(Self.object(of: arguments).replacing(folder, with: ""))
    let command = arguments.firstRange(of: ", ").map { arguments[$0.upperBound...].prefix { $0.isLetter || $0 == "_" } }
    target = if name == "fcntl", let command { "\(object) \(command)" } else { object }
  }

  /// The first path among the arguments: a descriptor's in angle brackets, or a string.
  private static func object(of arguments: some StringProtocol) -> String {
    let first = arguments.firstIndex { $0 == "<" || $0 == "\"" }
    guard let first else { return "" }
    let rest = arguments[arguments.index(after: first)...]
    let end = rest.firstIndex(of: arguments[first] == "<" ? ">" : "\"") ?? rest.endIndex
    // A path that is opened relative to a folder, where `AT_FDCWD` has that folder in its brackets.
    if arguments.hasPrefix("AT_FDCWD"), arguments[first] == "<", end < rest.endIndex {
      return object(of: rest[rest.index(after: end)...])
    }
    return String(rest[..<end])
  }

  private static func numberless(_ text: String) -> String {
    var shown = ""
    for character in text {
      guard character.isASCII, character.isNumber else {
        shown.append(character)
        continue
      }
      if shown.last != "#" { shown.append("#") }
    }
    return shown
  }
}
