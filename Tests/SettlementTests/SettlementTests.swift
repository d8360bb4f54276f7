// Tests of Settlement.
