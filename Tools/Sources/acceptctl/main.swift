// Composition only.
