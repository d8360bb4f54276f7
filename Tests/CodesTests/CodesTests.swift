// Tests of Codes.
