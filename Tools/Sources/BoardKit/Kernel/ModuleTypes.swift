import Foundation

extension Data {
  /// A kernel module whose description of its types (BTF) is empty; any other bytes as they are.
  ///
  /// It is for programs that are loaded into the kernel, of which a terminal has none, and a kernel checks all of it for every
  /// module before the first screen. The sections stay where they are, without a size, and their bytes are zeroes, which take
  /// no room once they are packed.
  var withoutModuleTypes: Data {
    let bytes = ELF.Reader(data: self)
    guard starts(with: [0x7F, 0x45, 0x4C, 0x46]), bytes.number(at: 5, width: 1) == 1,
      let layout = SectionLayout(class: bytes.number(at: 4, width: 1)),
      let table = bytes.number(at: layout.table, width: layout.word), table <= count,
      let step = bytes.number(at: layout.step, width: 2),
      let sections = bytes.number(at: layout.step + 2, width: 2),
      let names = bytes.number(at: layout.step + 4, width: 2),
      let texts = bytes.number(at: table + names * step + layout.offset, width: layout.word), texts <= count
    else { return self }
    var result = Data(self)
    for section in (0..<sections).map({ table + $0 * step }) {
      guard let name = bytes.number(at: section, width: 4), let text = bytes.text(at: texts + name),
        Self.typeSections.contains(text),
        let start = bytes.number(at: section + layout.offset, width: layout.word),
        let size = bytes.number(at: section + layout.size, width: layout.word), start <= count - size
      else { continue }
      let field = section + layout.size
      result.replaceSubrange(start..<start + size, with: Data(count: size))
      result.replaceSubrange(field..<field + layout.word, with: Data(count: layout.word))
    }
    return result
  }

  private static let typeSections = [".BTF", ".BTF.base"]
}

/// Where a file's header says where its sections are, and a section's header where its bytes are (gABI, chapters 4 and 5).
private struct SectionLayout {
  /// The width of an address.
  let word: Int
  /// In the file's header: the offset of the table of sections, and the size of one of its headers, which their number and
  /// that of the section with their names follow.
  let table: Int
  let step: Int
  /// In a section's header.
  let offset: Int
  let size: Int

  /// - Parameter class: 1 where addresses have 32 bits, 2 where they have 64.
  init?(`class`: Int?) {
    switch `class` {
    case 1: (word, table, step, offset, size) = (4, 32, 46, 16, 20)
    case 2: (word, table, step, offset, size) = (8, 40, 58, 24, 32)
    default: return nil
    }
  }
}
