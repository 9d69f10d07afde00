"""What rooms hand each other: frozen records without a solver and without a file format."""
