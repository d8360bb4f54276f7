// Durable entries.
