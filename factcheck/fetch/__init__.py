"""Reach the outside: one guarded HTTP client, extraction in child processes, providers. No database."""
