/// The PINs that are keyed in a life, and where none of their digits may come to rest.
struct Secrets {
  private var forms: Set<[UInt8]> = []

  /// A PIN is keyed.
  mutating func keyed(_ pin: [UInt8]) {
    forms.insert(pin)
    forms.insert(pin.map { $0 + 0x30 })
    // As a block has it, of which the beginning and the filling tell it from what is random.
    guard pin.count == 6 else { return }
    let packed = stride(from: 0, to: 6, by: 2).map { pin[$0] << 4 | pin[$0 + 1] }
    forms.insert([0x46] + packed + [UInt8](repeating: 0xAA, count: 4))
  }

  /// Whether one of them is in there.
  func isIn(_ bytes: some Collection<UInt8>) -> Bool {
    guard !forms.isEmpty else { return false }
    let bytes = [UInt8](bytes)
    return forms.contains { form in
      guard bytes.count >= form.count, let first = form.first else { return false }
      return (0...(bytes.count - form.count)).contains {
        bytes[$0] == first && bytes[$0..<($0 + form.count)].elementsEqual(form)
      }
    }
  }
}
