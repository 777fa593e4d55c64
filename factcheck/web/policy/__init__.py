"""Pages of the sourcing policy."""
