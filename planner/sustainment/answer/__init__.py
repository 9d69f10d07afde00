"""From a solved problem to the records that others read."""
