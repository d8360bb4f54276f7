// The dialog at the counter.
