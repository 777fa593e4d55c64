"""Let people change their own settings."""
