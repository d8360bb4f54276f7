// swift-tools-version: 6.3
// The hub, the bench, the panel and acceptctl: programs around the firmware, on ecosystem packages.
import PackageDescription

let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let swiftASN1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let desk = Target.Dependency.product(name: "DeskEnvironment", package: "acceptd")
let simulation = Target.Dependency.product(name: "SimulatedEnvironment", package: "acceptd")
let rig = Target.Dependency.product(name: "RigProtocol", package: "acceptd")
let bareOpenSSL = Target.Dependency.product(name: "COpenSSL", package: "acceptd")
let bareSQLite = Target.Dependency.product(name: "CSQLite", package: "acceptd")
let firmware = Target.Dependency.product(name: "Firmware", package: "acceptd")

let package = Package(
  name: "acceptd-tools",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "board", targets: ["board"]),
    .executable(name: "hub", targets: ["hub"]),
    .executable(name: "acceptctl", targets: ["acceptctl"]),
    .executable(name: "bench", targets: ["bench"]),
    .executable(name: "panel", targets: ["panel"]),
    .executable(name: "simulation", targets: ["simulation"]),
    .executable(name: "ratios", targets: ["ratios"]),
  ],
  dependencies: [
    .package(name: "acceptd", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-asn1.git", from: "1.7.0"),
    .package(url: "https://github.com/apple/swift-certificates.git", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log.git", from: "1.14.0"),
    .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl.git", from: "2.37.2"),
    .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client.git", from: "1.30.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.8.0"),
  ],
  targets: [
    .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),

    // Keys as files: private ones for their owner's eyes, public ones as a line of text.
    .target(name: "KeyFiles", dependencies: [firmware]),
    // What a region does with its root key: issuer keys, codes, QR pictures, trust bundles.
    .target(name: "Issuing", dependencies: ["CQREncode", "KeyFiles", crypto, firmware, swiftASN1, yams]),
    // Files of the public test data for health certificates.
    .target(name: "CertificateCases", dependencies: ["Issuing", firmware]),
    // The JSON of the hub's operator side, one definition for the hub and for those who call it.
    .target(name: "OperatorAPI", dependencies: ["KeyFiles", firmware]),
    // The hub as a library, its storage behind one protocol.
    .target(
      name: "HubService",
      dependencies: [
        "KeyFiles", "OperatorAPI", crypto, cryptoExtras, firmware, grdb, hummingbird, hummingbirdTLS, lifecycle,
        logging,
        nioCore, nioSSL, swiftASN1, unixSignals, x509,
      ],
      exclude: ["Institutions/institutions.openapi.yaml"]),
    // What makes a terminal one of a hub's: its keys, its certificate, its state directory. And the operator's client.
    .target(
      name: "Provisioning",
      dependencies: ["KeyFiles", "OperatorAPI", asyncHTTPClient, firmware, nioCore, nioSSL]),
    // YAML files that remember where each piece of them stands.
    .target(name: "MarkedYAML", dependencies: [yams]),
    // Where a hub's operator side is, as options of a command line.
    .target(name: "OperatorOptions", dependencies: ["KeyFiles", "Provisioning", arguments, firmware]),
    // Provisions and examines terminals over their serial console.
    .target(name: "ConsoleKit", dependencies: ["KeyFiles", "Provisioning", firmware]),
    // Boards as data: what a folder of Boards says, and all that is made from it.
    .target(name: "BoardKit", dependencies: ["MarkedYAML", crypto, firmware]),
    // Power cuts: a card's writes, the card as each cut leaves it, and what must hold on it.
    .target(name: "PowerCuts", dependencies: ["Seeds", firmware]),
    // Days at a simulated counter, drawn by a seed: what happens, the world that plays it, and what must hold.
    .target(name: "CounterDays", dependencies: ["Issuing", "Seeds", firmware, simulation]),
    // What draws the same again.
    .target(name: "Seeds"),
    // A bench: a terminal with someone at the counter. A desk, or a board under QEMU.
    .target(
      name: "BenchKit",
      dependencies: [
        "BoardKit", "ConsoleKit", "Issuing", "KeyFiles", "MarkedYAML", "OperatorAPI", "Provisioning", "Seeds",
        bareSQLite, desk, firmware, nioCore, nioPosix, rig,
      ]),

    // What becomes of a desk's processes that are killed, run long, or are refused what they ask of the kernel.
    .target(name: "Endurance", dependencies: ["BenchKit", "OperatorAPI", "Seeds"]),

    .executableTarget(
      name: "board",
      dependencies: [
        "BoardKit", "ConsoleKit", "KeyFiles", "OperatorOptions", "Provisioning", arguments, firmware,
      ]),

    .executableTarget(name: "hub", dependencies: ["HubService", arguments]),
    .executableTarget(
      name: "acceptctl",
      dependencies: [
        "CertificateCases", "Issuing", "KeyFiles", "OperatorAPI", "OperatorOptions", "Provisioning", arguments,
        firmware, yams,
      ]),
    .executableTarget(
      name: "bench", dependencies: ["BenchKit", "Endurance", "PowerCuts", "Seeds", arguments, firmware]),
    .executableTarget(name: "simulation", dependencies: ["CounterDays", arguments]),
    // The counter's slow steps beside the bare libraries that they stand on.
    .executableTarget(
      name: "ratios", dependencies: ["CertificateCases", "Issuing", arguments, bareOpenSSL, bareSQLite, firmware]),
    .executableTarget(
      name: "panel", dependencies: ["BenchKit", "Issuing", "OperatorAPI", arguments, firmware, hummingbird, logging],
      resources: [.copy("Page")]),

    .systemLibrary(name: "CZBar", path: "Tests/CZBar", pkgConfig: "zbar", providers: [.apt(["libzbar-dev"])]),
    .testTarget(name: "IssuingTests", dependencies: ["CZBar", "Issuing", crypto, firmware, x509]),
    // A terminal behind a bad wire.
    .target(
      name: "ConsoleFixtures", dependencies: ["ConsoleKit", "KeyFiles", "Seeds", firmware],
      path: "Tests/ConsoleFixtures"),
    .testTarget(name: "ConsoleKitTests", dependencies: ["ConsoleFixtures", "ConsoleKit", firmware]),
    .testTarget(
      name: "HubServiceTests",
      dependencies: [
        "ConsoleFixtures", "ConsoleKit", "HubService", "Issuing", "KeyFiles", "OperatorAPI", "Provisioning", "Seeds",
        asyncHTTPClient, crypto, firmware, grdb, logging,
        nioCore, nioSSL, x509, yams,
      ]),
    .testTarget(name: "BoardKitTests", dependencies: ["BoardKit", "MarkedYAML", firmware]),
    .testTarget(name: "PowerCutsTests", dependencies: ["PowerCuts", firmware]),
    .testTarget(name: "EnduranceTests", dependencies: ["BenchKit", "Endurance", "OperatorAPI", "Seeds"]),
    .testTarget(name: "CounterDaysTests", dependencies: ["CounterDays", "Seeds", firmware, simulation]),
    .testTarget(name: "BenchKitTests", dependencies: ["BenchKit", desk, firmware, nioCore, nioPosix, rig]),
    .testTarget(
      name: "AcceptctlTests",
      dependencies: [
        "CertificateCases", "CodeFixtures", "Issuing", "KeyFiles", "OperatorAPI", "Provisioning", "acceptctl",
        arguments,
        crypto, firmware, x509,
      ]),
    // A link to the folder of the firmware's tests: a code is made in one way.
    .target(name: "CodeFixtures", path: "Tests/CodeFixtures"),
  ]
)
