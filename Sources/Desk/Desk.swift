// The environment of a desk.
