import Codes
import Delivery
import HTTPS
import Journal
import LibCrypto
import Linux
import Settings
import Terminal
import TerminalKeys
import Time
import Trust
import Uplink
import Wire

/// Why the daemon does not start: one line for the log, that says what to mend.
struct StartFault: Error {
  let line: String
}

/// All that the daemon stands on, taken from the files that its configuration names.
struct Start: ~Copyable {
  let settings: Settings
  let terminal: TerminalID
  let identity: HTTPSIdentity
  /// The same for inquiries.
  let inquiryIdentity: HTTPSIdentity
  let key: OwnKey<Kernel>
  let inbox: InboxWriter
  let trust: TrustState
  let receipt: [UInt8]?
  let lists: HubLists<[UInt8]>
  let contact: Contact
  /// Held as long as the daemon runs: a second one would write the same inbox.
  let lock: InstanceLock<Kernel>

  init(arguments: [String], at now: UnixTime) throws(StartFault) {
    do throws(SelfTestFault) { try SelfTest.run() } catch {
      throw StartFault(line: "cryptography self-test failed at " + error.name)
    }
    let settings = try Start.settings(arguments)
    guard let terminal = TerminalID(settings.terminal), let region = RegionPrefix(text: settings.region) else {
      throw StartFault(line: "the configuration names no terminal or region")
    }
    let lock = try Start.lock(settings)
    let (inbox, contents) = try Start.inbox(settings)
    trust = try Start.trust(settings, region: region, contents, at: now)
    receipt = contents.receipt?.bytes
    lists = contents.lists.map { $0.bytes }
    contact = contents.contact
    let identity = HTTPSIdentity(
      address: Settings.path("v1/exchange", in: settings.hub),
      certificatePath: Settings.path("tls.crt", in: settings.uplink),
      authorityPath: Settings.path("hub-ca.crt", in: settings.uplink))
    self.identity = identity
    var inquiryIdentity = identity
    inquiryIdentity.address = Settings.path("v1/inquiry", in: settings.hub)
    self.inquiryIdentity = inquiryIdentity
    key = OwnKey(path: Settings.path("tls.key", in: settings.uplink), secret: settings.secret)
    self.settings = settings
    self.terminal = terminal
    self.inbox = inbox
    self.lock = lock
  }

  private static func lock(_ settings: Settings) throws(StartFault) -> InstanceLock<Kernel> {
    do throws(SystemFault) {
      return try InstanceLock(path: Settings.path("uplinkd.lock", in: settings.runtime))
    } catch {
      throw StartFault(line: "the runtime folder, or another uplinkd in it: " + error.explanation)
    }
  }

  private static func inbox(_ settings: Settings) throws(StartFault) -> (InboxWriter, InboxContents) {
    do throws(StoreFault) {
      let inbox = try InboxWriter(path: settings.inbox)
      return (inbox, try inbox.contents())
    } catch {
      throw StartFault(line: "the inbox: " + error.explanation)
    }
  }

  private static func settings(_ arguments: [String]) throws(StartFault) -> Settings {
    guard arguments.count == 2, arguments[0].utf8.elementsEqual("--config".utf8),
      let folder = Process.folder(of: arguments[1])
    else { throw StartFault(line: "usage: uplinkd --config FILE") }
    let bytes = try file(arguments[1], limit: Settings.maximumBytes)
    do throws(SettingsFault) {
      return try Settings(parsing: bytes, folder: folder)
    } catch {
      throw StartFault(line: "the configuration: " + error.explanation)
    }
  }

  /// What the image trusts, or the inbox where that is newer.
  private static func trust(
    _ settings: Settings, region: RegionPrefix, _ contents: InboxContents, at now: UnixTime
  ) throws(StartFault) -> TrustState {
    let rootFile = try file(Settings.path("root.pub", in: settings.trust), limit: TrustAnchor.maximumRootBytes)
    let bundle = try file(
      Settings.path("initial.bundle", in: settings.trust), limit: TrustAnchor.maximumBundleBytes)
    guard let anchor = TrustAnchor(rootFile: rootFile, initialBundle: bundle), let root = try? VerifyingKey(anchor.root)
    else { throw StartFault(line: "root.pub is no key") }
    guard
      let trust = try? TrustState.opening(
        image: anchor.initialBundle, inbox: contents, root: root, region: region, at: now)
    else {
      throw StartFault(line: "initial.bundle is not this root's, or not this region's")
    }
    return trust
  }

  private static func file(_ path: String, limit: Int) throws(StartFault) -> [UInt8] {
    do throws(FileFault) {
      return try Files<Kernel>.read(path, limit: limit)
    } catch {
      throw StartFault(line: path + ": " + error.explanation)
    }
  }
}
