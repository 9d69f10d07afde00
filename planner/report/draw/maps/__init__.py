"""The parts of a map: how places and ways look, where they and their names stand, the legend."""
