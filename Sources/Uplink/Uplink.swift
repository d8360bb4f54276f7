// What to send next.
