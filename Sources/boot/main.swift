// The first program of a board, in the initial RAM disk: finds the root slot on the card and hands over to it.
import CGlibc
import Linux

_ = umask(0)
Boot<Kernel>.run()
