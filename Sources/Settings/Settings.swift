// The configuration file.
