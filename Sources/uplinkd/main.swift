// The terminal's way to its hub: composition only.
import CGlibc
import Linux

Process.shutOff()
Memory.keepSmall()
exit(Daemon.run())
