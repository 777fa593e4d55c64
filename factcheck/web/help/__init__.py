"""Help for those who work at the desk."""
