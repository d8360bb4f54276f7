/// The outer objects of a fused code, before anything in them is judged but the profile's version.
struct FusedCodeContainer {
  static let applicationCounts = 1...4
  static let version: UInt8 = 1

  /// Where the 61 objects stand, 1 to 4 of them, one after the other.
  let applications: Range<Int>
  /// The inside of 64, from E1 on.
  let signedData: ObjectSequence

  /// Order and counts at the top, one 64 in 62, E1 first in it, a C0 of one byte first in E1: once these hold the
  /// version decides, so that a later profile may change everything else and still be named for what it is.
  init(_ bytes: [UInt8]) throws(FusedCodeFault) {
    var top = ObjectSequence(bytes, in: bytes.indices)
    let indicator = try top.object(FusedCodeTag.payloadFormatIndicator)
    guard top.value(of: indicator).elementsEqual(Self.payloadFormat) else { throw .malformed }

    var count = 0
    var object = try top.next()
    while object?.tag == FusedCodeTag.applicationTemplate {
      count += 1
      object = try top.next()
    }
    guard Self.applicationCounts.contains(count), let commonData = object,
      commonData.tag == FusedCodeTag.commonDataTemplate
    else { throw .malformed }
    try top.end()
    applications = indicator.encoded.upperBound..<commonData.encoded.lowerBound

    var common = top.inside(commonData)
    signedData = try common.objects(in: FusedCodeTag.commonDataTransparentTemplate)
    try common.end()

    var signed = signedData
    var credential = try signed.objects(in: FusedCodeTag.credential)
    guard try credential.integer(FusedCodeTag.version, as: UInt8.self) == Self.version else {
      throw .unsupportedVersion
    }
  }

  private static let payloadFormat = [UInt8]("CPV01".utf8)
}
