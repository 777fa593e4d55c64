"""Back a desk up into one file, and restore it, on the same kind of database or another."""
