// From bytes to a code.
