// The environment of a board.
