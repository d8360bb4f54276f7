// The ground both environments stand on.
