import Codes
import Foundation
import GRDB
import LibCrypto
import Settlement
import Wire

/// An acquirer that moves no money. It keeps its books in a file of its own, as another company would, and can be told to be
/// slow, to decline and to be uncertain.
///
/// What a code's last two digits say comes first, so that a story can ask for it; then what the seed draws.
public struct SimulatedAcquirer: Acquirer {
  /// How an acquirer behaves.
  public struct Manner: Sendable {
    /// Draws the rest; the same for the same payment.
    public var seed = "acquirer"
    /// Before it answers, in milliseconds.
    public var delayMilliseconds: UInt64 = 0
    /// How many of a thousand it declines.
    public var declined = 0
    /// How many of a thousand it pays and cannot say so.
    public var lost = 0
    /// How many of a thousand it does not pay and cannot say so.
    public var failed = 0

    public init() {}
  }

  /// What the last two digits of a code have it do.
  public enum Special: String, CaseIterable, Sendable {
    case insufficientFunds = "51"
    case codeExpired = "54"
    case declined = "05"
    /// Paid, and nobody is told.
    case lost = "91"
    /// Not paid, and nobody is told.
    case failed = "96"
    /// Paid after longer than anybody waits.
    case slow = "68"
  }

  /// One payment as the acquirer's books have it.
  public struct Booking: Equatable, Sendable {
    public var id: String
    public var fen: Int64
    public var isPaid: Bool
    public var isReversed: Bool
  }

  private let books: DatabaseQueue
  private let manner: Manner
  private let sleep: @Sendable (UInt64) async throws -> Void

  static let slowMilliseconds: UInt64 = 60_000

  /// Opens the books at `path`, or makes them; nil: in memory.
  /// - Parameters:
  ///   - path: of an SQLite file.
  ///   - manner: how it behaves.
  ///   - sleep: waits for so many milliseconds.
  public init(
    path: String?, manner: Manner = Manner(),
    sleep: @escaping @Sendable (UInt64) async throws -> Void = { try await Task.sleep(for: .milliseconds($0)) }
  ) throws {
    books = try path.map { try DatabaseQueue(path: $0) } ?? DatabaseQueue()
    self.manner = manner
    self.sleep = sleep
    try books.write { database in
      try database.execute(
        sql: """
          CREATE TABLE IF NOT EXISTS booking (
            id TEXT PRIMARY KEY NOT NULL, fen INTEGER NOT NULL, paid INTEGER NOT NULL, decline INTEGER NOT NULL,
            reversed INTEGER NOT NULL DEFAULT 0
          ) STRICT
          """)
    }
  }

  public func authorise(_ order: PaymentOrder) async throws -> AcquirerAnswer {
    let special = Special(rawValue: String(decoding: order.code.bytes.suffix(2), as: UTF8.self))
    let chance = chance(of: order.id)
    var decline: InquiryAnswer.DeclineReason?
    switch special {
    case .insufficientFunds: decline = .insufficientFunds
    case .codeExpired: decline = .codeExpired
    case .declined: decline = .other
    case .lost, .failed, .slow: break
    case nil: if chance < manner.declined { decline = .insufficientFunds }
    }
    let failedFrom = manner.declined + manner.lost
    if special == .failed || (special == nil && (failedFrom..<failedFrom + manner.failed).contains(chance)) {
      throw AcquirerUncertain()
    }
    let answer = try await book(order, decline: decline)
    if special == .slow { try await sleep(Self.slowMilliseconds) }
    if manner.delayMilliseconds > 0 { try await sleep(manner.delayMilliseconds) }
    if special == .lost || (special == nil && (manner.declined..<failedFrom).contains(chance)) {
      throw AcquirerUncertain()
    }
    return answer
  }

  /// What the books say now, or say from now on.
  private func book(
    _ order: PaymentOrder, decline: InquiryAnswer.DeclineReason?
  ) async throws -> AcquirerAnswer {
    let id = Self.text(of: order.id)
    return try await books.write { database in
      try database.execute(
        sql: "INSERT INTO booking (id, fen, paid, decline) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        arguments: [id, order.amount.amount, decline == nil, decline?.rawValue ?? 0])
      guard let row = try Row.fetchOne(database, sql: "SELECT * FROM booking WHERE id = ?", arguments: [id]),
        row["reversed"] == 0
      else { return .declined(.other) }
      if row["paid"] == 1 { return .approved(reference: "SIM" + id.suffix(16)) }
      return .declined(InquiryAnswer.DeclineReason(rawValue: UInt8(row["decline"] as Int64)) ?? .other)
    }
  }

  public func reverse(_ id: PaymentID) async throws {
    try await books.write { database in
      // An order that has not come yet is declined when it does.
      try database.execute(
        sql: """
          INSERT INTO booking (id, fen, paid, decline, reversed) VALUES (?, 0, 0, 3, 1)
          ON CONFLICT DO UPDATE SET reversed = 1
          """, arguments: [Self.text(of: id)])
    }
  }

  /// The books, for whoever audits them.
  public func bookings() async throws -> [Booking] {
    try await books.read { database in
      try Row.fetchAll(database, sql: "SELECT * FROM booking ORDER BY id").map {
        Booking(id: $0["id"], fen: $0["fen"], isPaid: $0["paid"] == 1, isReversed: $0["reversed"] == 1)
      }
    }
  }

  /// What the books call a payment: the terminal and the inquiry, in hexadecimal.
  public static func text(of id: PaymentID) -> String {
    id.terminal.text + "-" + id.inquiry.bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// 0 to 999, by the seed and the payment.
  private func chance(of id: PaymentID) -> Int {
    let digest = SM3.hash(Array(manner.seed.utf8) + id.inquiry.bytes)
    return (Int(digest[0]) << 8 | Int(digest[1])) % 1_000
  }
}
