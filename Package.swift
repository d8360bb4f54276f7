// swift-tools-version: 6.3
// The firmware of a health-code acceptance terminal. No Swift dependency: the C libraries below are Debian's.
import PackageDescription

/// A target whose folder under Sources or Tests bears its name.
func library(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies)
}

/// The tests of one module, in Tests/<module>Tests.
func tests(_ name: String, _ dependencies: [Target.Dependency] = [], linking: [LinkerSetting] = []) -> Target {
  .testTarget(name: name + "Tests", dependencies: [.byName(name: name)] + dependencies, linkerSettings: linking)
}

let package = Package(
  name: "acceptd",
  products: [
    .library(
      name: "Firmware",
      targets: [
        "Codes", "ConsoleProtocol", "Counter", "Delivery", "Devices", "Diagnosis", "HTTPS", "HealthCertificates",
        "Journal", "LibCrypto", "Linux", "Settings", "Settlement", "Supervision", "Terminal", "TerminalKeys", "Time",
        "Transit", "Trust", "Uplink", "Wire",
      ]),
    // For whoever measures against the bare libraries.
    .library(name: "COpenSSL", targets: ["COpenSSL"]),
    .library(name: "CSQLite", targets: ["CSQLite"]),
    .library(name: "DeskEnvironment", targets: ["Desk"]),
    .library(name: "SimulatedEnvironment", targets: ["Simulation"]),
    .library(name: "RigProtocol", targets: ["RigProtocol"]),
    .executable(name: "acceptd", targets: ["acceptd"]),
    .executable(name: "acceptd-desk", targets: ["acceptd-desk"]),
    .executable(name: "uplinkd", targets: ["uplinkd"]),
    .executable(name: "checkup", targets: ["checkup"]),
    .executable(name: "console", targets: ["console"]),
    .executable(name: "rig", targets: ["rig"]),
    .executable(name: "rig-letter", targets: ["rig-letter"]),
    .executable(name: "enrol", targets: ["enrol"]),
    .executable(name: "boot", targets: ["boot"]),
    .executable(name: "init", targets: ["init"]),
    .executable(name: "lease", targets: ["lease"]),
  ],
  targets: [
    // C libraries.
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CSerialPort", pkgConfig: "libserialport", providers: [.apt(["libserialport-dev"])]),
    .systemLibrary(name: "CGPIOD", pkgConfig: "libgpiod", providers: [.apt(["libgpiod-dev"])]),
    .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(name: "CGlibc"),

    // Leaves: each knows none of the others, but for the instants of Time.
    library("Time"),
    library("LibCrypto", ["COpenSSL"]),
    library("Codes", ["Time"]),
    library("Devices", ["CGlibc", "Time"]),
    library("Settings"),

    // Both ends of the serial console: bytes to requests, and from answers to bytes.
    library("ConsoleProtocol", ["Codes", "Time"]),

    // From what was read at wires, ports and files to what to mend.
    library("Diagnosis", ["Devices"]),

    // Pure, above the leaves.
    library("Settlement", ["Codes", "Time"]),
    library("Wire", ["Codes", "LibCrypto", "Settlement", "Time"]),
    library("HealthCertificates", ["LibCrypto", "Time", "Wire"]),
    library("Trust", ["Codes", "HealthCertificates", "LibCrypto", "Settlement", "Time", "Wire"]),
    library("Counter", ["Codes", "Settlement", "Time", "Trust", "Wire"]),
    // Each signed profile beside the fused code: from its bytes to its verdict, by the same trust store.
    library("Transit", ["Codes", "LibCrypto", "Time", "Trust", "Wire"]),
    library("Uplink", ["LibCrypto", "Time", "Trust", "Wire"]),

    // Effects.
    library("Journal", ["Codes", "CSQLite", "CGlibc", "LibCrypto", "Settlement", "Time", "Wire"]),
    library(
      "Terminal",
      [
        "Codes", "Counter", "Devices", "Diagnosis", "HealthCertificates", "Journal", "LibCrypto", "Settings",
        "Settlement", "Time", "Transit", "Trust", "Wire",
      ]),
    library("HTTPS", ["CCurl", "Uplink"]),
    // Between the journal, the hub's answers and the inbox.
    library("Delivery", ["Codes", "Journal", "LibCrypto", "Time", "Trust", "Uplink", "Wire"]),

    // The kernel, for both daemons.
    library("Linux", ["CGlibc", "Time"]),

    // A terminal's own keys, as files that only its board can open.
    library("TerminalKeys", ["LibCrypto", "Linux"]),

    // What becomes of a board's programs: pure.
    library("Supervision", ["Time"]),

    // A terminal in virtual time, for tests.
    library("Simulation", ["Devices", "Journal", "LibCrypto", "Settlement", "Terminal", "Time"]),

    // Environments: siblings that know Terminal and never each other; the files of a state folder serve both.
    library(
      "TerminalFiles",
      [
        "Codes", "Counter", "Devices", "Journal", "LibCrypto", "Linux", "Settings", "Terminal", "TerminalKeys", "Wire",
      ]),
    library(
      "Board",
      [
        "CGPIOD", "CGlibc", "CSerialPort", "Devices", "Diagnosis", "Journal", "LibCrypto", "Linux", "Settings",
        "Terminal",
        "TerminalFiles", "Time",
      ]),
    library(
      "Desk",
      [
        "CGlibc", "Devices", "Journal", "LibCrypto", "Linux", "Settings", "Settlement", "Terminal", "TerminalFiles",
        "Time",
      ]),

    // Composition only.
    .executableTarget(name: "acceptd", dependencies: ["Board", "Linux", "Settings", "Terminal", "TerminalFiles"]),
    .executableTarget(name: "acceptd-desk", dependencies: ["Desk", "Linux", "Settings", "Terminal", "TerminalFiles"]),
    .executableTarget(
      name: "uplinkd",
      dependencies: [
        "CGlibc", "Codes", "Delivery", "HTTPS", "Journal", "LibCrypto", "Linux", "Settings", "Terminal",
        "TerminalKeys", "Time", "Trust", "Uplink", "Wire",
      ]),

    // Examines the terminal that it runs on, for the console.
    .executableTarget(
      name: "checkup",
      dependencies: [
        "Board", "CGlibc", "Codes", "Devices", "Diagnosis", "HTTPS", "Journal", "LibCrypto", "Linux", "Settings",
        "Terminal", "TerminalFiles", "TerminalKeys", "Time", "Trust", "Uplink", "Wire",
      ]),
    // Provisioning and doctor on the serial console.
    .executableTarget(name: "console", dependencies: ["CGlibc", "ConsoleProtocol", "Linux", "Settings", "Time"]),
    // Makes a terminal's keys, for the console.
    .executableTarget(name: "enrol", dependencies: ["CGlibc", "LibCrypto", "Linux", "TerminalKeys"]),
    // What a board runs beside them.
    .executableTarget(name: "boot", dependencies: ["CGlibc", "Linux", "Supervision", "Time"]),
    .executableTarget(name: "init", dependencies: ["CGlibc", "Linux", "Settings", "Supervision", "Time"]),
    .executableTarget(name: "lease", dependencies: ["CGlibc", "Linux"]),

    // The bench's hand in an emulated board, which no image holds.
    .target(name: "CRig"),
    library("RigProtocol"),
    .executableTarget(name: "rig", dependencies: ["CGlibc", "CRig", "RigProtocol"]),
    .executableTarget(name: "rig-letter", dependencies: ["CGlibc", "Journal", "Linux"]),

    // Makes the codes that tests show.
    .target(name: "CodeFixtures", path: "Tests/CodeFixtures"),
    // The same numbers in every run.
    .target(name: "RandomFixtures", path: "Tests/RandomFixtures"),

    tests("LibCrypto"),
    tests("Time"),
    tests("Codes", ["CodeFixtures", "RandomFixtures", "Time"]),
    tests("Devices", ["CGlibc", "RandomFixtures", "Time"]),
    tests("ConsoleProtocol", ["RandomFixtures", "Time"]),
    tests("Diagnosis", ["Devices"]),
    tests("RigProtocol"),
    tests("Settings", ["RandomFixtures"]),
    tests("Settlement", ["Codes", "RandomFixtures", "Time"]),
    tests("HealthCertificates", ["CodeFixtures", "LibCrypto", "RandomFixtures", "Time", "Wire"]),
    tests("Wire", ["Codes", "LibCrypto", "RandomFixtures", "Settlement", "Time"]),
    tests(
      "Trust",
      ["CodeFixtures", "Codes", "HealthCertificates", "LibCrypto", "RandomFixtures", "Settlement", "Time", "Wire"]),
    tests("Transit", ["CodeFixtures", "Codes", "LibCrypto", "RandomFixtures", "Time", "Trust", "Wire"]),
    tests("Counter", ["Codes", "RandomFixtures", "Settlement", "Time", "Trust", "Wire"]),
    tests("Journal", ["CSQLite", "Codes", "LibCrypto", "RandomFixtures", "Settlement", "Time", "Wire"]),
    // libcurl is to find the tests' own name service.
    tests("HTTPS", ["Uplink"], linking: [.unsafeFlags(["-Xlinker", "--export-dynamic-symbol=getaddrinfo"])]),
    tests("Delivery", ["Journal", "Time", "Uplink"]),
    tests("Uplink", ["Codes", "LibCrypto", "RandomFixtures", "Settlement", "Time", "Trust", "Wire"]),
    tests(
      "Terminal",
      [
        "CodeFixtures", "Codes", "Counter", "Devices", "Journal", "LibCrypto", "Settlement", "Simulation", "Time",
        "Trust", "Wire",
      ]),
    tests("Linux", ["CGlibc", "Time"]),
    tests("TerminalKeys", ["CGlibc", "LibCrypto", "Linux", "enrol"]),
    tests("Supervision", ["Time"]),
    tests("Desk", ["CGlibc", "Devices", "Linux"]),
  ]
)
