// Tests of Trust.
