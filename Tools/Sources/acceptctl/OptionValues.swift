import ArgumentParser
import Codes
import Issuing
import KeyFiles
import LibCrypto
import Time

/// A number given in hexadecimal, all its digits.
struct HexadecimalOption<Number: FixedWidthInteger & Sendable>: ExpressibleByArgument {
  let number: Number

  init?(argument: String) {
    guard argument.count == Number.bitWidth / 4, let number = Number(argument, radix: 16) else { return nil }
    self.number = number
  }
}

/// Bytes given in hexadecimal.
struct BytesOption: ExpressibleByArgument {
  let bytes: [UInt8]

  init?(argument: String) {
    guard let bytes = Hexadecimal.bytes(argument) else { return nil }
    self.bytes = bytes
  }
}

/// A time given as seconds since 1970 or in ISO 8601.
struct TimeOption: ExpressibleByArgument {
  let time: UnixTime

  init?(argument: String) {
    guard let time = TimeText.parse(argument) else { return nil }
    self.time = time
  }
}

/// A payment application given as `AID` or `AID:FEN`.
struct PaymentOption: ExpressibleByArgument {
  let payment: FusedCode.Payment

  init?(argument: String) {
    let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count <= 2, let aid = Hexadecimal.bytes(String(parts[0])) else { return nil }
    var limit: UInt32?
    if parts.count == 2 {
      limit = UInt32(parts[1])
      guard limit != nil else { return nil }
    }
    payment = FusedCode.Payment(aid: aid, offlineLimitFen: limit)
  }
}

enum EntitlementOption: String, ExpressibleByArgument, CaseIterable {
  case povertyRelief, chronicOutpatient, guardianHeld

  var entitlement: Entitlements {
    switch self {
    case .povertyRelief: .povertyRelief
    case .chronicOutpatient: .chronicOutpatient
    case .guardianHeld: .guardianHeld
    }
  }
}

enum SchemeOption: String, ExpressibleByArgument, CaseIterable {
  case employee, resident, ruralCooperative

  var scheme: InsuranceScheme {
    switch self {
    case .employee: .employee
    case .resident: .resident
    case .ruralCooperative: .ruralCooperative
    }
  }
}

enum AlgorithmOption: String, ExpressibleByArgument, CaseIterable {
  case es256, sm2

  var algorithm: SignatureAlgorithm {
    switch self {
    case .es256: .es256
    case .sm2: .sm2
    }
  }
}
