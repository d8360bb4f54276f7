import Codes
import LibCrypto
import Time

/// A key that codes are signed with, and what it may sign.
public struct IssuerKey: Equatable, Sendable {
  public var issuer: UInt32
  /// Which of the issuer's keys.
  public var index: UInt8
  public var key: PublicKey
  public var notBefore: UnixTime
  public var notAfter: UnixTime
  /// What a code it signed may be used for.
  public var applications: Applications
  /// The insured regions it may sign for; none for all.
  public var regions: [RegionPrefix]

  public init(
    issuer: UInt32, index: UInt8, key: PublicKey, notBefore: UnixTime, notAfter: UnixTime, applications: Applications,
    regions: [RegionPrefix]
  ) {
    self.issuer = issuer
    self.index = index
    self.key = key
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.applications = applications
    self.regions = regions
  }
}

extension IssuerKey {
  private enum Field {
    static let issuer: Int64 = 1
    static let index: Int64 = 2
    static let key: Int64 = 3
    static let notBefore: Int64 = 4
    static let notAfter: Int64 = 5
    static let applications: Int64 = 6
    static let regions: Int64 = 7
    static let count = 7
  }

  /// Whether it comes before `other` in a bundle: by issuer, then index.
  func precedes(_ other: IssuerKey) -> Bool {
    issuer != other.issuer ? issuer < other.issuer : index < other.index
  }

  func validate() throws(WireFault) {
    guard notBefore.isOnTheWire, notAfter.isOnTheWire else { throw .outOfRange }
    guard applications.isSubset(of: .all) else { throw .outOfRange }
    guard notBefore <= notAfter else { throw .inconsistent }
    guard regions.count <= WireLimits.issuerRegionCount else { throw .tooLarge }
  }

  func write(to writer: inout CBORWriter) {
    writer.map(Field.count)
    writer.key(Field.issuer)
    writer.unsigned(UInt64(issuer))
    writer.key(Field.index)
    writer.unsigned(UInt64(index))
    writer.key(Field.key)
    writer.publicKey(key)
    writer.key(Field.notBefore)
    writer.time(notBefore)
    writer.key(Field.notAfter)
    writer.time(notAfter)
    writer.key(Field.applications)
    writer.unsigned(UInt64(applications.rawValue))
    writer.key(Field.regions)
    writer.prefixes(regions)
  }

  init(from reader: inout CBORReader) throws(WireFault) {
    var map = try reader.map(atMost: Field.count)
    try reader.require(Field.issuer, in: &map)
    issuer = try reader.unsigned32()
    try reader.require(Field.index, in: &map)
    index = try reader.unsigned8()
    try reader.require(Field.key, in: &map)
    key = try reader.publicKey()
    try reader.require(Field.notBefore, in: &map)
    notBefore = try reader.time()
    try reader.require(Field.notAfter, in: &map)
    notAfter = try reader.time()
    try reader.require(Field.applications, in: &map)
    applications = Applications(rawValue: try reader.unsigned16())
    try reader.require(Field.regions, in: &map)
    regions = try reader.prefixes(atMost: WireLimits.issuerRegionCount)
    try reader.end(map)
    try validate()
  }
}
