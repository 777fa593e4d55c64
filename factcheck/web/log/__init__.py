"""Show the log."""
