import Journal

extension StoreFault {
  /// The fault in words, for someone who reads a journal.
  var explanation: String {
    switch self {
    case .absent: "there is no journal here yet"
    case .newerSchema: "a newer firmware wrote this journal; use its acceptctl"
    case .foreign: "this is not a journal"
    case .damaged: "the file is damaged"
    case .failed: "the disk failed while reading"
    case .keyUnavailable: "libcrypto refused the journal key"
    case .full, .outOfSequence, .alreadyUsed, .unfit: "the journal could not be read"
    }
  }
}

extension ChainFault {
  /// What is wrong with the chain, and where, in words.
  var explanation: String {
    switch self {
    case .store(let fault): fault.explanation
    case .missing(let sequence): "entry \(sequence) is missing"
    case .unreadable(let sequence): "entry \(sequence) is not a signed journal entry"
    case .rowDiffers(let sequence): "entry \(sequence) is not what its row says"
    case .broken(let sequence): "entry \(sequence) does not follow the entry before it"
    case .otherTerminal(let sequence): "entry \(sequence) is another terminal's"
    case .badSignature(let sequence): "entry \(sequence) is not signed by this key"
    }
  }
}
