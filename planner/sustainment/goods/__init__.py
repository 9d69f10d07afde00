"""What goods are to handle, and until when they are good."""
