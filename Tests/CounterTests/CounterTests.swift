// Tests of Counter.
