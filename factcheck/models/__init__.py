"""Map the desk's words to tables."""
