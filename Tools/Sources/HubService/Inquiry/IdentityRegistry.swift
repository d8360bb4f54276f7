import Codes
import Foundation
import KeyFiles
import Settlement
import Wire

/// Who a region's health cards and vouchers are of.
public protocol IdentityRegistry: Sendable {
  /// Whose code it is. Throws where that cannot be found out now.
  func identify(_ code: PresentedCode, as kind: Inquiry.IdentityCode) async throws -> Identification
}

/// What a registry says.
public enum Identification: Equatable, Sendable {
  case person(IdentifiedPerson)
  case nobody(InquiryAnswer.UnidentifiedReason)
}

/// A hub without a registry: nobody is found.
public struct NoRegistry: IdentityRegistry {
  public init() {}

  public func identify(_ code: PresentedCode, as kind: Inquiry.IdentityCode) async throws -> Identification {
    .nobody(.notFound)
  }
}

/// A registry in a JSON file, which is read for each question: a simulated region's, of people who are made up.
public struct RegistryFile: IdentityRegistry {
  /// One person of the file.
  public struct Resident: Codable, Equatable, Sendable {
    /// The electronic health card ID, 64 hexadecimal digits.
    public var healthCardID: String?
    /// The digits of the insurance voucher (医保码) on the person's phone now, 28 of them.
    public var voucher: String?
    /// The card's issuer and serial, as a trust bundle revokes it by.
    public var cardIssuer: UInt32
    public var cardSerial: UInt64
    public var maskedName: String
    public var birthYear: UInt16
    /// Six digits of GB/T 2260; nil where the person is not insured.
    public var region: String?
    /// 1 employee, 2 resident, 3 rural cooperative.
    public var scheme: UInt8?
    /// The bits of a fused code's entitlements.
    public var entitlements: UInt16
    public var transactionsSincePrint: UInt16
    /// Reported lost, or cancelled.
    public var isCancelled: Bool

    public init(
      healthCardID: String?, voucher: String?, cardIssuer: UInt32, cardSerial: UInt64, maskedName: String,
      birthYear: UInt16, region: String?, scheme: UInt8?, entitlements: UInt16 = 0, transactionsSincePrint: UInt16 = 0,
      isCancelled: Bool = false
    ) {
      self.healthCardID = healthCardID
      self.voucher = voucher
      self.cardIssuer = cardIssuer
      self.cardSerial = cardSerial
      self.maskedName = maskedName
      self.birthYear = birthYear
      self.region = region
      self.scheme = scheme
      self.entitlements = entitlements
      self.transactionsSincePrint = transactionsSincePrint
      self.isCancelled = isCancelled
    }
  }

  private let path: String

  /// The file at `path`; where there is none, nobody is registered.
  public init(path: String) {
    self.path = path
  }

  public func identify(_ code: PresentedCode, as kind: Inquiry.IdentityCode) async throws -> Identification {
    guard let data = FileManager.default.contents(atPath: path) else { return .nobody(.notFound) }
    let residents = try JSONDecoder().decode([Resident].self, from: data)
    let resident: Resident?
    switch kind {
    case .healthCard:
      guard let card = HealthCardForm.cardID(in: code.bytes) else { return .nobody(.notFound) }
      let digits = Hexadecimal.text(card)
      resident = residents.first { $0.healthCardID?.lowercased() == digits.lowercased() }
    case .insuranceVoucher:
      let digits = String(decoding: code.bytes, as: UTF8.self)
      resident = residents.first { $0.voucher == digits }
    }
    guard let resident else { return .nobody(.notFound) }
    return resident.isCancelled ? .nobody(.cancelled) : .person(resident.person)
  }
}

extension RegistryFile.Resident {
  var person: IdentifiedPerson {
    var insured: InsuredParty?
    if let region, let digits = UInt32(region), let place = Region(digits: digits),
      let scheme = scheme.flatMap(InsuranceScheme.init)
    {
      insured = InsuredParty(region: place, scheme: scheme)
    }
    return IdentifiedPerson(
      card: CardReference(issuer: cardIssuer, serial: cardSerial), maskedName: maskedName, birthYear: birthYear,
      insured: insured, entitlements: Entitlements(rawValue: entitlements).intersection(.all),
      transactionsSincePrint: insured == nil ? 0 : transactionsSincePrint)
  }
}
