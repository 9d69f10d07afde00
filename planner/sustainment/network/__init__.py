"""The parts of a supply network, as arrays."""
