// The loop.
