import Settings

let settingsTargets = [
  FuzzTarget(
    name: "settings", runs: 6_000,
    seeds: {
      [
        Array(
          """
          terminal = XY-0007
          institution = P61040200001
          language = zh
          display = st7920
          region = 6104
          journal = journal.sqlite
          inbox = inbox.sqlite
          keys = keys
          trust = trust
          runtime = /run/acceptd
          scanner = /dev/ttyS1
          scanner-speed = 9600
          printer = /dev/ttyS2
          hub = https://hub.example:8443
          uplink = uplink
          """.utf8),
        Array("# lines\nrows = pad\nscan = gpio0 7\nlamp = LAMP\n".utf8),
        Array("scanner = /dev/a\nprinter = /dev/b\ngpio = one two\nname = A board\ndisplay = hd44780\n".utf8),
      ]
    },
    run: { bytes in
      let settings = made { () throws(SettingsFault) in try Settings(parsing: bytes, folder: "/state") }
      if let settings {
        for path in [settings.journal, settings.inbox, settings.keys, settings.trust, settings.scanner] {
          require(path.utf8.first == UInt8(ascii: "/"), "a path is absolute")
        }
      }
      let lines = made { () throws(SettingsFault) in try LineSettings(parsing: bytes, roles: ["scan", "lamp"]) }
      require(lines == nil || lines?.entries.count == 2, "each role is there once")
      _ = made { () throws(SettingsFault) in try BoardSettings(parsing: bytes) }
    })
]
