import CGlibc

/// Loads kernel modules by giving the kernel their files.
public enum KernelModules<Calls: MachineCalls> {
  /// Loads one. A module that is loaded already is as good as one that was loaded now.
  public static func load(_ path: String, options: String) throws(SystemFault) {
    let file = try Descriptor<Calls>.open(path, flags: O_RDONLY)
    let outcome = Calls.loadModule(file.number, options: options)
    if outcome == -Int(EEXIST) { return }
    _ = try SystemFault.check(.loadModule, outcome)
  }
}
