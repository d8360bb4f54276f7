// swift-tools-version: 6.3
// The hub, the bench, the panel and acceptctl: programs around the firmware, on ecosystem packages.
import PackageDescription

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let firmware = Target.Dependency.product(name: "Firmware", package: "acceptd")

let package = Package(
  name: "acceptd-tools",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "hub", targets: ["hub"]),
    .executable(name: "acceptctl", targets: ["acceptctl"]),
    .executable(name: "bench", targets: ["bench"]),
    .executable(name: "panel", targets: ["panel"]),
  ],
  dependencies: [
    .package(name: "acceptd", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-certificates.git", from: "1.21.1"),
    .package(url: "https://github.com/apple/swift-crypto.git", from: "4.5.2"),
    .package(url: "https://github.com/groue/GRDB.swift.git", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1"),
    .package(url: "https://github.com/jpsim/Yams.git", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),

    // What a region does with its root key: issuer keys, codes, QR pictures, trust bundles.
    .target(name: "Issuing", dependencies: ["CQREncode", firmware]),
    // The hub as a library, its storage behind one protocol.
    .target(name: "HubService", dependencies: [crypto, firmware, grdb, hummingbird, hummingbirdTLS, x509]),
    // A bench: a terminal with someone at the counter. The desk today, emulated boards beside it.
    .target(name: "BenchKit", dependencies: ["Issuing", firmware, yams]),

    .executableTarget(name: "hub", dependencies: ["HubService", arguments]),
    .executableTarget(name: "acceptctl", dependencies: ["Issuing", arguments, crypto, firmware, x509, yams]),
    .executableTarget(name: "bench", dependencies: ["BenchKit", arguments]),
    .executableTarget(name: "panel", dependencies: ["BenchKit", arguments, hummingbird]),
  ]
)
