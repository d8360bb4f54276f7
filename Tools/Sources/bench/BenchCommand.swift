import ArgumentParser
import BenchKit
import Foundation

@main
struct BenchCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Plays clerks' stories on a terminal and says which came out as they should.",
    discussion: """
      Each story gets a hub, a terminal and a network of its own. One line a story: ok, or FAILED with the step, what \
      was expected of it and what the display showed. Ends with 1 where one failed, with 64 where a file cannot be read.

      Tools/bench --simulate plays none of them, but days at simulated counters, and Tools/bench --performance without a \
      board measures the firmware on this machine: see each with --help.
      """)

  @Argument(help: "Scenario files, or folders of them.", completion: .file(extensions: ["yaml"]))
  var scenarios: [String] = []

  @OptionGroup(title: "Power cuts")
  var powerCuts: PowerCutOptions

  @OptionGroup(title: "Real processes")
  var endurance: EnduranceOptions

  @Option(help: "Draws the same again: a number or any other text; drawn itself where it is not given.")
  var seed: String?

  @Option(
    name: .customLong("on"),
    help: ArgumentHelp(
      "Plays them on this board of Boards, under QEMU, in place of a desk.", valueName: "board"))
  var board: String?

  @Flag(help: "Measures the board instead, and prints its figures, each beside its floor or its aim.")
  var performance = false

  @Option(help: "Where to write the figures as JSON, too.", completion: .file())
  var json: String?

  @Option(name: .shortAndLong, help: "How many are played at the same time.")
  var jobs = max(1, ProcessInfo.processInfo.activeProcessorCount)

  @Flag(help: "Skip the stories that start the terminal again, or wait for more than a minute.")
  var quick = false

  @Flag(help: "Keep each story's state folder, logs and all, and say where it is.")
  var keep = false

  @Option(help: "The hub to start.", completion: .file())
  var hub: String?

  @Option(help: "The terminal to start (acceptd-desk).", completion: .file())
  var terminal: String?

  @Option(help: "The uplink to start (uplinkd).", completion: .file())
  var uplink: String?

  func validate() throws {
    guard jobs >= 1 else { throw ValidationError("at least one at a time") }
    guard [performance, powerCuts.isAsked, endurance.isAsked, !scenarios.isEmpty].count(where: \.self) == 1 else {
      throw ValidationError("one of: scenarios, --performance, --power-cuts, --kills, --steady, --failing-calls")
    }
    guard board != nil || !(performance || powerCuts.isAsked) else {
      throw ValidationError("--performance measures a board here, and --power-cuts tries one: --on BOARD")
    }
    guard seed == nil || powerCuts.isAsked || endurance.isDrawn else {
      throw ValidationError("--seed is for --power-cuts, --kills and --failing-calls, which draw something")
    }
    guard board == nil || !endurance.isAsked else {
      throw ValidationError("--kills, --steady and --failing-calls are for a desk")
    }
    guard performance || json == nil else { throw ValidationError("--json is for --performance") }
  }

  func run() async throws {
    let stories = try read()
    let built = BuiltPrograms(beside: URL(fileURLWithPath: CommandLine.arguments[0]))
    var programs = DeskPrograms(built)
    if let terminal { programs.terminal = URL(fileURLWithPath: terminal) }
    if let uplink { programs.uplink = URL(fileURLWithPath: uplink) }
    let hub = hub.map { URL(fileURLWithPath: $0) } ?? built.hub
    let shared = try StoryPlayer.temporaryFolder()
    defer { if !keep { try? FileManager.default.removeItem(at: shared) } }
    if performance, let board {
      return try await measure(EmulatedBoard.prepare(board, built, hub: hub, in: shared), built, hub: hub, in: shared)
    }
    if let board, powerCuts.isAsked {
      return try await powerCuts.run(
        on: EmulatedBoard.prepare(board, built, hub: hub, in: shared, isCardCached: true), hub: hub,
        workers: jobs, seed: seed,
        keepsState: keep)
    }
    if endurance.isAsked { return try await endurance.run(programs, hub: hub, seed: seed, keepsState: keep) }
    let place: StoryPlayer.Place =
      if let board {
        .board(try await EmulatedBoard.prepare(board, built, hub: hub, in: shared))
      } else {
        .desk(programs)
      }
    let player = StoryPlayer(hub: hub, place: place, isQuick: quick, keepsState: keep)

    let counts = await withTaskGroup(of: StoryReport.self, returning: StoryCounts.self) { group in
      var waiting = stories[...]
      for story in waiting.prefix(jobs) { group.addTask { await player.play(story) } }
      waiting = waiting.dropFirst(jobs)
      var counts = StoryCounts()
      while let report = await group.next() {
        // Said at once, even where the output goes to a file.
        FileHandle.standardOutput.write(Data(report.text.utf8))
        counts.add(report.outcome)
        if let story = waiting.popFirst() { group.addTask { await player.play(story) } }
      }
      return counts
    }
    FileHandle.standardOutput.write(Data((counts.text + "\n").utf8))
    if counts.failed > 0 { throw ExitCode.failure }
  }

  private func measure(_ board: EmulatedBoard, _ built: BuiltPrograms, hub: URL, in folder: URL) async throws {
    let run = FigureRun(board, built, hub: hub, in: folder) { line in
      FileHandle.standardError.write(Data("bench: \(line)\n".utf8))
    }
    let figures = try await run.run()
    if let json { try Data(figures.json().utf8).write(to: URL(fileURLWithPath: json)) }
    FileHandle.standardOutput.write(Data(figures.text.utf8))
  }

  /// All files are read before the first is played: a slip of the pen should not cost a quarter of an hour.
  private func read() throws -> [Scenario] {
    var stories: [Scenario] = []
    for path in try scenarios.flatMap(Self.files) {
      do {
        stories.append(try Scenario(text: String(contentsOfFile: path, encoding: .utf8), file: path))
      } catch let fault as ScenarioFault {
        throw ValidationError(fault.description)
      }
    }
    return stories
  }

  private static func files(_ path: String) throws -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ValidationError("\(path) is not there")
    }
    guard isFolder.boolValue else { return [path] }
    return try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".yaml") }.sorted()
      .map { path.hasSuffix("/") ? path + $0 : path + "/" + $0 }
  }
}
