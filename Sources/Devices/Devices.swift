// Drivers above two small protocols.
