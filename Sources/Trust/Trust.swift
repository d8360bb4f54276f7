// From a code to a verdict.
