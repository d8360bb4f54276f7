/// What the terminal's own files are like.
public struct FilesReading: Equatable, Sendable {
  /// A file that must be there and right.
  public enum Reading: Equatable, Sendable {
    case good
    case missing
    /// Others than its owner may read it.
    case exposed
    /// It is there and is not what it should be: why.
    case wrong(String)
  }

  /// How old what it judges by is.
  public enum Trust: Equatable, Sendable {
    case fresh(version: UInt64)
    case stale(version: UInt64, days: Int64)
    case stopped(version: UInt64, days: Int64)
    /// There is none, or it is not the root's or the region's: why.
    case none(String)
  }

  public var settings: Reading
  public var lines: Reading
  /// Whether the board has a secret that its keys are encrypted with.
  public var hasSecret: Bool
  public var journalKey: Reading
  /// The case was opened, and the key wiped.
  public var isWiped: Bool
  public var trust: Trust
  public var journal: Reading

  public init(
    settings: Reading, lines: Reading, hasSecret: Bool, journalKey: Reading, isWiped: Bool, trust: Trust,
    journal: Reading
  ) {
    self.settings = settings
    self.lines = lines
    self.hasSecret = hasSecret
    self.journalKey = journalKey
    self.isWiped = isWiped
    self.trust = trust
    self.journal = journal
  }
}

extension FilesReading {
  private static let settingsPlace = "/data/terminal.conf"

  /// What is found about the terminal's files. Of one that is not provisioned there is little to say.
  public var findings: [Finding] {
    var findings: [Finding] = []
    if case .missing = lines {
      findings.append(Finding(.fault, "lines-missing", at: "/etc/acceptd/lines", "not there: flash the card again"))
    } else if case .wrong(let why) = lines {
      findings.append(Finding(.fault, "lines-wrong", at: "/etc/acceptd/lines", why))
    }
    if !hasSecret {
      findings.append(
        Finding(
          .fault, "no-board-secret", at: "board",
          "it has no secret to encrypt its keys with, so that it gets none: write its fuses once, as the README of its "
            + "folder in Boards says"))
    }
    switch settings {
    case .missing:
      findings.append(
        Finding(.fault, "not-provisioned", at: FilesReading.settingsPlace, "not there: run Tools/board provision"))
      return findings
    case .wrong(let why):
      findings.append(Finding(.fault, "settings-wrong", at: FilesReading.settingsPlace, why))
      return findings
    case .exposed, .good:
      findings.append(
        Finding(.good, "settings", at: FilesReading.settingsPlace, "every key is there and of the right form"))
    }
    // Without the secret nothing can be said of the key.
    if hasSecret || isWiped { findings.append(keyFinding) }
    findings.append(trustFinding)
    findings.append(journalFinding)
    return findings
  }

  private var keyFinding: Finding {
    let place = "journal key"
    if isWiped {
      return Finding(
        .fault, "key-wiped", at: place,
        "wiped, because the case was opened: find out why, then retire the terminal at the hub, flash and provision it again"
      )
    }
    switch journalKey {
    case .good: return Finding(.good, "journal-key", at: place, "there, and private")
    case .missing: return Finding(.fault, "key-missing", at: place, "not there: flash the card and provision it again")
    case .exposed:
      return Finding(
        .fault, "key-exposed", at: place,
        "others than acceptd may read it, so acceptd does not use it: retire the terminal, flash and provision it again"
      )
    case .wrong(let why): return Finding(.fault, "key-wrong", at: place, why)
    }
  }

  private var trustFinding: Finding {
    let place = "trust bundle"
    switch trust {
    case .fresh(let version): return Finding(.good, "trust", at: place, "version \(version), fresh")
    case .stale(let version, let days):
      return Finding(
        .fault, "trust-stale", at: place,
        "version \(version) is \(days) days old: it sells, and says so; see why no newer one comes from the hub")
    case .stopped(let version, let days):
      return Finding(
        .fault, "trust-stopped", at: place,
        "version \(version) is \(days) days old, too old to accept anything by: bring it to a network, or is the clock ahead?"
      )
    case .none(let why): return Finding(.fault, "trust-none", at: place, why)
    }
  }

  private var journalFinding: Finding {
    switch journal {
    case .good: Finding(.good, "journal", at: "journal", "can be read")
    case .missing: Finding(.good, "journal", at: "journal", "none yet: nothing was sold")
    case .exposed: Finding(.fault, "journal", at: "journal", "others may write it")
    case .wrong(let why): Finding(.fault, "journal", at: "journal", why)
    }
  }
}

/// What its clocks show.
public struct ClockReading: Equatable, Sendable {
  /// The system's clock, in Unix seconds.
  public var system: Int64
  /// The hardware's; nil where there is none or it cannot be read.
  public var hardware: Int64?
  /// It cannot be earlier, by what is signed in the trust bundle; nil where that is not known.
  public var floor: Int64?

  public init(system: Int64, hardware: Int64?, floor: Int64?) {
    self.system = system
    self.hardware = hardware
    self.floor = floor
  }

  /// No terminal of this firmware ran before: 2025.
  static let earliest: Int64 = 1_735_689_600
  /// How far the two may be apart, in seconds.
  static let tolerance: Int64 = 60

  public var finding: Finding {
    if system < floor ?? ClockReading.earliest {
      return Finding(
        .fault, "clock-lost", at: "clock",
        "earlier than it can be: set it with Tools/board doctor --set-clock, and see to the battery of the hardware clock"
      )
    }
    guard let hardware else {
      return Finding(
        .fault, "clock-hardware", at: "hardware clock",
        "there is none, or it cannot be read: the time is lost with the power")
    }
    guard abs(hardware - system) <= ClockReading.tolerance else {
      return Finding(
        .fault, "clock-apart", at: "hardware clock",
        "\(abs(hardware - system)) s apart from the system's: set both with Tools/board doctor --set-clock; if they part "
          + "again, see to its crystal and battery")
    }
    return Finding(.good, "clock", at: "clock", "both clocks go together")
  }
}

/// What the card is like.
public struct StorageReading: Equatable, Sendable {
  public var freeBytes: UInt64
  public var totalBytes: UInt64
  /// Errors that the file system has counted.
  public var errors: UInt32
  /// The number of the error that writing and flushing a file met; 0: none.
  public var writeError: Int32

  public init(freeBytes: UInt64, totalBytes: UInt64, errors: UInt32, writeError: Int32) {
    self.freeBytes = freeBytes
    self.totalBytes = totalBytes
    self.errors = errors
    self.writeError = writeError
  }

  /// Below this the journal may not take a day's entries.
  static let enough: UInt64 = 4 << 20
  /// Of errno.h: no space; read-only.
  private static let noSpace: Int32 = 28
  private static let readOnly: Int32 = 30

  public var finding: Finding {
    let place = "/data"
    if writeError == StorageReading.readOnly || errors > 0 {
      return Finding(
        .fault, "storage-damaged", at: place,
        "the file system has met \(errors) errors and may be read-only: the card fails. Save its entries (let it upload), then "
          + "use another card")
    }
    if writeError == StorageReading.noSpace || freeBytes < StorageReading.enough {
      return Finding(
        .fault, "storage-full", at: place,
        "\(freeBytes >> 10) KiB free of \(totalBytes >> 10): entries go only once the hub has receipted them; bring it to a "
          + "network")
    }
    if writeError != 0 {
      return Finding(
        .fault, "storage-fails", at: place,
        "a file cannot be written and flushed (error \(writeError)): reseat the card, then use another")
    }
    return Finding(
      .good, "storage", at: place, "\(freeBytes >> 20) MiB free of \(totalBytes >> 20), takes a file and keeps it")
  }
}
