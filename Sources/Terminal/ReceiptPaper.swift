import Counter
import Devices

extension Paper {
  /// The paper as the printer's elements, with the strip cut behind it.
  var elements: [PrintElement] {
    lines.map { line in
      switch line {
      case .title(let text): .text(text, PrintStyle(.centre, isBold: true, isDouble: true))
      case .note(let text): .text(text, PrintStyle(.centre))
      case .field(let label, let value): .pair(label, value, isBold: false)
      case .total(let label, let value): .pair(label, value, isBold: true)
      case .rule: .rule
      }
    } + [.feed(3), .cut]
  }
}
