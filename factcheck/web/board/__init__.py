"""The board: who holds what, and where it stands."""
