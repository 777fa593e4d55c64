"""Hold one module a part: each reads items and yields predictions."""
