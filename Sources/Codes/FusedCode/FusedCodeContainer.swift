/// The outer objects of a fused code, before anything in them is judged but the profile's version.
struct FusedCodeContainer {
  static let applicationCounts = 1...4
  static let version: UInt8 = 1

  /// The 61 objects, 1 to 4.
  let applications: [TLVObject]
  /// The inside of 64, from E1 on.
  let signedData: ObjectSequence

  /// Order and counts at the top, one 64 in 62, E1 first in it, a C0 of one byte first in E1: once these hold the
  /// version decides, so that a later profile may change everything else and still be named for what it is.
  init(_ bytes: [UInt8]) throws(FusedCodeFault) {
    var top = ObjectSequence(bytes[...])
    let indicator = try top.object(FusedCodeTag.payloadFormatIndicator)
    guard indicator.value.elementsEqual(Self.payloadFormat) else { throw .malformed }

    var applications: [TLVObject] = []
    var object = try top.next()
    while let application = object, application.tag == FusedCodeTag.applicationTemplate {
      applications.append(application)
      object = try top.next()
    }
    guard Self.applicationCounts.contains(applications.count), let commonData = object,
      commonData.tag == FusedCodeTag.commonDataTemplate
    else { throw .malformed }
    try top.end()
    self.applications = applications

    var common = ObjectSequence(commonData.value)
    let transparent = try common.object(FusedCodeTag.commonDataTransparentTemplate)
    try common.end()

    signedData = ObjectSequence(transparent.value)
    var signed = signedData
    var credential = ObjectSequence(try signed.object(FusedCodeTag.credential).value)
    guard try credential.integer(FusedCodeTag.version, as: UInt8.self) == Self.version else {
      throw .unsupportedVersion
    }
  }

  private static let payloadFormat = [UInt8]("CPV01".utf8)
}
