// swift-tools-version: 6.3
// The parsers under libFuzzer and the address sanitizer: a package of its own, because all below it is built otherwise.
import PackageDescription

let firmware = Target.Dependency.product(name: "Firmware", package: "acceptd")

let package = Package(
  name: "acceptd-fuzz",
  dependencies: [.package(name: "acceptd", path: "../..")],
  targets: [
    // A link to the folder of the firmware's tests: a code is made in one way.
    .target(name: "CodeFixtures"),
    .executableTarget(name: "fuzz", dependencies: ["CodeFixtures", firmware]),
  ]
)
