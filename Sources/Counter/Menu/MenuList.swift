/// A list to choose from by its numbers, in parts that a panel can show below the title.
struct MenuList: Equatable, Sendable {
  let title: Bilingual
  /// At most ``maximum``, each of at most 14 columns.
  let items: [Bilingual]

  /// As many as there are keys to choose them by.
  static let maximum = 9
  static let perPart = Panel.rows - 1

  /// The menu itself.
  static var functions: MenuList {
    MenuList(title: Bilingual("功能菜单", "Menu"), items: MenuFunction.all.map { $0.title })
  }

  var parts: Int { (items.count + MenuList.perPart - 1) / MenuList.perPart }

  func screen(part: Int) -> Screen {
    let first = part * MenuList.perPart
    let items = (first..<min(first + MenuList.perPart, items.count)).map {
      MenuScreen.Item(number: $0 + 1, title: self.items[$0])
    }
    return .menu(.list(title: title, items, part: part + 1, of: parts))
  }

  /// What a key other than cancel does on a part.
  indirect enum OnKey: Equatable {
    case turns(toPart: Int)
    case chooses(Int)
    case wrong
  }

  func pressing(_ key: Key, onPart part: Int) -> OnKey {
    if key == .enter || key == .category, parts > 1 { return .turns(toPart: (part + 1) % parts) }
    guard let digit = key.digit, digit > 0, digit <= items.count else { return .wrong }
    return .chooses(Int(digit) - 1)
  }
}
