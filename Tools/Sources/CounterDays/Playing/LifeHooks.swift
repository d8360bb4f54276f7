import Journal
import Simulation
import Wire

/// What a test puts in the place of what it should be, to see the checks find it.
public struct LifeHooks: Sendable {
  /// What becomes of an operation of the store; nil for what the script says.
  public var storeOutcome: @Sendable (StoreOperation) -> StoreOutcome?
  /// Done to the world between a power cut and the next start.
  public var afterCut: @Sendable (World) -> Void
  /// The hub, made of the one that keeps the rules.
  public var hub: @Sendable (HubLedger) -> any HubModel
  /// What answers inquiries, made of what keeps the rules.
  public var desk: @Sendable (InquiryDesk) -> any InquiryModel
  /// A trust bundle, made of the one that the checks know.
  public var bundle: @Sendable (TrustBundle) -> TrustBundle
  /// What the terminal reads in its inbox, made of what is there.
  public var inbox: @Sendable (InboxContents) -> InboxContents
  /// What the disk keeps of an entry, made of what the terminal wrote.
  public var row: @Sendable (JournalRow) -> JournalRow
  /// The display's lines, made of those that it shows.
  public var shown: @Sendable ([String]) -> [String]
  /// A line on the paper, made of the one that was printed.
  public var printed: @Sendable (String) -> String

  public init(
    storeOutcome: @escaping @Sendable (StoreOperation) -> StoreOutcome? = { _ in nil },
    afterCut: @escaping @Sendable (World) -> Void = { _ in },
    hub: @escaping @Sendable (HubLedger) -> any HubModel = { $0 },
    desk: @escaping @Sendable (InquiryDesk) -> any InquiryModel = { $0 },
    bundle: @escaping @Sendable (TrustBundle) -> TrustBundle = { $0 },
    inbox: @escaping @Sendable (InboxContents) -> InboxContents = { $0 },
    row: @escaping @Sendable (JournalRow) -> JournalRow = { $0 },
    shown: @escaping @Sendable ([String]) -> [String] = { $0 },
    printed: @escaping @Sendable (String) -> String = { $0 }
  ) {
    self.storeOutcome = storeOutcome
    self.afterCut = afterCut
    self.hub = hub
    self.desk = desk
    self.bundle = bundle
    self.inbox = inbox
    self.row = row
    self.shown = shown
    self.printed = printed
  }
}
