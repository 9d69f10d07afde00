"""The ground of a map: outlines of countries or of the user's own, cut to what is shown."""
