import Foundation

extension Data {
  /// A kernel module without the signature that is appended to it; any other bytes as they are.
  ///
  /// A kernel that does not insist on signatures still verifies those that are there, which takes a processor of such a board
  /// longer than all the rest of loading the module, a dozen times before the first screen. A module is believed for the slot it
  /// lies in, like every program beside it.
  var withoutModuleSignature: Data {
    let mark = Data("~Module signature appended~\n".utf8)
    // `struct module_signature`: its last four bytes, most significant first, are the length of what stands before it.
    let trailer = 12
    guard count > mark.count + trailer, suffix(mark.count) == mark else { return self }
    let length = dropLast(mark.count).suffix(4).reduce(0) { $0 << 8 | Int($1) }
    let appended = length + trailer + mark.count
    return appended < count ? Data(dropLast(appended)) : self
  }
}
