"""Hold the pages of this feature."""
