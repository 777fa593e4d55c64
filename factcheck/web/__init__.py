"""Hold the pages, a package a feature."""
