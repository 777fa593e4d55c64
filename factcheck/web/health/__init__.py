"""Say whether the desk is ready."""
