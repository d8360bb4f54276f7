// The first process of a board's root slot.
import Linux

Init<Kernel>.run()
