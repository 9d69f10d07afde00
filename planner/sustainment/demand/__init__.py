"""What is drawn where and when, and from whose stock."""
