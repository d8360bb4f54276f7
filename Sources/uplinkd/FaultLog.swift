import Journal
import Linux
import TerminalKeys
import Uplink
import Wire

/// The daemon's lines. What stays the same is said once, not at every exchange.
struct FaultLog {
  private var transport: TransportFault?
  private var inquiry: TransportFault?
  private var answer: [AnswerFault] = []
  private var journal: StoreFault?
  private var inbox: StoreFault?
  private var key: OwnKeyFault?

  mutating func answered(_ outcome: Outcome, receipted: UInt64) {
    if transport != nil { Process.log("uplinkd: the hub answers again") }
    transport = nil
    for fault in outcome.faults where !answer.contains(fault) {
      Process.log("uplinkd: in the hub's answer: " + fault.explanation)
    }
    answer = outcome.faults
    if outcome.bundle != nil { Process.log("uplinkd: a newer trust bundle came") }
    if outcome.delta != nil { Process.log("uplinkd: newer revocations came") }
    // Uses are news at every sale of the shop.
    for kind in HubListKind.allCases where kind != .uses && outcome.lists[kind] != nil {
      Process.log("uplinkd: another list of \(kind.name) came")
    }
    if outcome.receipt != nil { Process.log("uplinkd: receipted through \(receipted)") }
  }

  mutating func failed(_ fault: TransportFault) {
    guard fault != transport else { return }
    transport = fault
    Process.log("uplinkd: " + fault.explanation)
  }

  /// Nil: it was answered.
  mutating func inquiry(_ fault: TransportFault?) {
    if let fault, fault != inquiry { Process.log("uplinkd: an inquiry: " + fault.explanation) }
    inquiry = fault
  }

  /// Nil: the TLS key was read.
  mutating func key(_ fault: OwnKeyFault?) {
    if let fault, fault != key { Process.log("uplinkd: the TLS key: " + fault.explanation) }
    key = fault
  }

  /// Nil: the journal was read.
  mutating func journal(_ fault: StoreFault?) {
    if let fault, fault != journal { Process.log("uplinkd: the journal: " + fault.explanation) }
    journal = fault
  }

  /// Nil: the inbox was written, or needed no writing.
  mutating func inbox(_ fault: StoreFault?) {
    if let fault, fault != inbox { Process.log("uplinkd: the inbox: " + fault.explanation) }
    inbox = fault
  }
}
