import CGlibc
import Linux
import Settings

/// The board's secret, which opens what is encrypted on its card.
extension Init {
  /// Leaves the secret where the two programs that need it find it, and nobody else does: in memory, until the power goes.
  func takeSecret() {
    var passphrase = givenSecret() ?? keptSecret() ?? []
    defer { Memory.cleanse(&passphrase) }
    guard !passphrase.isEmpty else {
      log.write(.notice, "the board has no secret to encrypt its keys with: see the README of its folder in Boards")
      return
    }
    do throws(FileFault) { try Files<Calls>.create(Paths.secret, passphrase, mode: 0o400) } catch {
      log.write(.error, "\(Paths.secret) cannot be written: \(error.explanation)")
      return
    }
    do throws(SystemFault) {
      // Two users, and no group that has any other in it.
      try FileSystems<Calls>.give(
        Paths.secret, user: Accounts.acceptd.user, group: Accounts.uplinkd.group, mode: 0o440)
    } catch {
      log.write(.error, "\(Paths.secret): \(error.explanation)")
    }
  }

  /// What a boot loader that knows a place for it has put into the device tree.
  private func givenSecret() -> [UInt8]? {
    guard
      var bytes = try? Files<Calls>.read(Paths.givenSecret, limit: BoardSecret.sizes.upperBound, privacy: .owner)
    else { return nil }
    defer { Memory.cleanse(&bytes) }
    return BoardSecret.passphrase(of: bytes)
  }

  /// What the board's own memory has, which is closed to everybody else first: the kernel shows fuses to all.
  private func keptSecret() -> [UInt8]? {
    guard let place = board?.secret else { return nil }
    let memory = Paths.memories + place.memory + "/nvmem"
    do throws(SystemFault) {
      try FileSystems<Calls>.give(memory, user: Accounts.root.user, group: Accounts.root.group, mode: 0o400)
    } catch {
      log.write(.error, "\(memory): \(error.explanation)")
      return nil
    }
    guard var bytes = try? Files<Calls>.read(memory, limit: BoardSettings.SecretPlace.largestMemory, privacy: .owner)
    else {
      log.write(.error, "\(memory) cannot be read")
      return nil
    }
    defer { Memory.cleanse(&bytes) }
    guard place.bytes.upperBound <= bytes.count else { return nil }
    var secret = Array(bytes[place.bytes])
    defer { Memory.cleanse(&secret) }
    return BoardSecret.passphrase(of: secret)
  }
}
