// The terminal's way to its hub: composition only.
import CGlibc

exit(Daemon.run())
