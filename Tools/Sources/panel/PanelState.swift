import BenchKit
import Devices

/// What the page shows, in the pieces in which it is told: a piece is sent when it has changed.
struct CounterPiece: Encodable, Equatable, Sendable {
  let lines: [String]
  let columns: Int
  let running: Bool
  let buzzing: Bool
  let green: Bool
  let red: Bool
  let keys: [String]

  init(_ view: CounterView) {
    lines = view.display
    columns = view.columns
    running = view.isRunning
    buzzing = view.isBuzzing
    green = view.isGreenLit
    red = view.isRedLit
    keys = view.keysDown.map(\.rawValue).sorted()
  }
}

/// The newest paper.
struct PaperPiece: Encodable, Equatable, Sendable {
  struct Run: Encodable, Equatable, Sendable {
    let text: String
    let looks: [String]
  }

  struct Item: Encodable, Equatable, Sendable {
    var cut = false
    var align = "left"
    var runs: [Run] = []
  }

  /// Characters of half a width that a line of the roll has.
  let columns: Int
  /// Items before those that are told.
  let skipped: Int
  let items: [Item]

  /// Lines that are worth keeping on a page.
  private static let kept = 400

  init(_ paper: [PaperItem], on roll: PaperWidth) {
    columns = roll.columns
    skipped = max(0, paper.count - Self.kept)
    items = paper.dropFirst(skipped).map { item in
      switch item {
      case .cut: Item(cut: true)
      case .line(let line): Item(align: line.alignment.word, runs: line.runs.map { Run($0) })
      }
    }
  }
}

extension PaperPiece.Run {
  init(_ run: PaperRun) {
    text = run.text
    let all: [(PaperLook, String)] = [
      (.bold, "bold"), (.wide, "wide"), (.tall, "tall"), (.underlined, "underlined"),
    ]
    looks = all.filter { run.look.contains($0.0) }.map(\.1)
  }
}

extension PrintAlignment {
  fileprivate var word: String {
    switch self {
    case .left: "left"
    case .centre: "center"
    case .right: "right"
    }
  }
}

/// How the switches of the bench stand, by the words of the page.
struct SwitchesPiece: Encodable, Equatable, Sendable {
  var network = NetworkMode.on.rawValue
  var power = PowerAction.on.rawValue
  var printer = PrinterState.refilled.rawValue
  var disk = DiskState.room.rawValue
  var clock = "0"
}

/// Someone of the tray.
struct CustomerPiece: Encodable, Equatable, Sendable {
  let id: String
  let name: String
  let born: Int
  let region: String?
  let scheme: String
  let carrier: String
  let flaw: String?
  /// Of the card. Nobody on the bench is anybody.
  let pin: String?

  init(_ customer: Customer) {
    id = customer.id
    name = customer.maskedName
    born = customer.birthYear
    region = customer.region
    scheme = customer.scheme.rawValue
    carrier = customer.carrier.rawValue
    flaw = customer.flaw?.rawValue
    pin = customer.pin
  }
}

/// What the hub has, and what of it the terminal knows.
struct HubPiece: Encodable, Equatable, Sendable {
  var reachable = false
  var entries: [Entry] = []
  /// True when the sequence numbers leave no gap and each hash leads to the next.
  var whole = true
  /// The highest entry whose receipt the terminal has.
  var receipted: UInt64 = 0
  /// Entries of the terminal without a receipt.
  var pending = 0
  var bundle: UInt64?
}
