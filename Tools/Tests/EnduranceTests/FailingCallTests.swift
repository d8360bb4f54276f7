import Testing

@testable import Endurance

@Suite struct FailingCallTests {
  private static let log = [
    #"7 openat(AT_FDCWD</tmp/x>, "/lib/libc.so.6", O_RDONLY|O_CLOEXEC) = 3</lib/libc.so.6>"#,
    #"7 close(3</lib/libc.so.6>)                = 0"#,
    #"7 prctl(PR_SET_DUMPABLE, SUID_DUMP_DISABLE) = 0"#,
    #"7 openat(AT_FDCWD</tmp/x>, "/tmp/x/data/journal.sqlite-wal", O_RDWR|O_CREAT, 0644) = 12</tmp/x/data/journal.sqlite-wal>"#,
    #"7 pwrite64(12</tmp/x/data/journal.sqlite-wal>, ""..., 32, 0) = 32"#,
    #"7 pwrite64(12</tmp/x/data/journal.sqlite-wal>, ""..., 24, 32) = 24"#,
    #"7 pwrite64(12</tmp/x/data/journal.sqlite-wal>, ""..., 24, 56) = -1 ENOSPC (No space left on device) (INJECTED)"#,
    #"8 pwrite64(13</tmp/x/data/inbox.sqlite>, ""..., 24, 56) = 24"#,
    #"7 read(5<socket:[1234]>, ""..., 16) = 16"#,
    #"7 close(12</tmp/x/data/journal.sqlite-wal> <unfinished ...>"#,
    #"7 <... close resumed>)                    = 0"#,
    #"7 getpid()                                = 7"#,
    #"7 fcntl(12</tmp/x/data/journal.sqlite>, F_SETLK, {l_type=F_RDLCK, l_whence=SEEK_SET, l_start=9, l_len=1}) = 0"#,
    #"7 fcntl(5<socket:[1234]>, F_SETFL, O_RDWR|O_NONBLOCK) = 0"#,
    #"7 brk(0x55d0a000)                       = 0x55d0a000"#,
    #"7 --- SIGTERM {si_signo=SIGTERM} ---"#,
    #"7 +++ exited with 0 +++"#,
  ]

  private static let calls = log.compactMap { TracedCall(line: $0, leavingOut: "/tmp/x") }

  @Test func whatStraceWritesIsRead() {
    let names = ["openat", "close", "prctl", "openat", "pwrite64", "pwrite64", "pwrite64", "pwrite64", "read", "close"]
    #expect(Self.calls.map(\.name) == names + ["getpid", "fcntl", "fcntl", "brk"])
    let log = "/data/journal.sqlite-wal"
    #expect(Self.calls[3].target == log && Self.calls[4].target == log && Self.calls[9].target == log)
    #expect(Self.calls[8].target == "socket:[#]")
    #expect(Self.calls.map(\.isInjected).firstIndex(of: true) == 6)
    #expect(Self.calls[7].thread == 8)
  }

  @Test func eachCallOnEachThingFailsTheFirstTimeAndTheLastInEachWay() {
    let failures = FailingCall.all(in: Self.calls)
    let writes = failures.filter { $0.name == "pwrite64" }
    #expect(writes.map(\.occurrence) == [1, 1, 3, 3] && writes.map(\.error) == ["ENOSPC", "EIO", "ENOSPC", "EIO"])
    // The loader's calls count, because strace counts them, and are left alone.
    #expect(failures.filter { $0.name == "openat" }.map(\.occurrence) == [2, 2, 2])
    #expect(failures.filter { $0.name == "close" }.map(\.occurrence) == [2, 2])
    #expect(!failures.contains { $0.name == "getpid" || $0.name == "prctl" })
  }

  @Test func aFailureIsOneThatAKernelGives() {
    let failures = FailingCall.all(in: Self.calls)
    // A lock cannot always be had; to make a socket wait for nobody cannot fail.
    let locks = failures.filter { $0.name == "fcntl" }
    #expect(locks.map(\.description) == ["fcntl[1] ENOLCK /data/journal.sqlite F_SETLK"])
    // What a kernel returns for it is a place, and no error's number.
    #expect(failures.filter { $0.name == "brk" }.map(\.injection) == ["retval=0"])
    #expect(failures.first { $0.name == "openat" }?.injection == "error=EMFILE")
  }

  @Test func aRunThatNeverBeganHasNothingToFail() {
    #expect(FailingCall.all(in: []).isEmpty)
    #expect(FailingCall.all(in: Array(Self.calls.prefix(2))).isEmpty)
  }
}
