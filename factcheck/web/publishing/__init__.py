"""Look at what would be published, publish it, correct it, withdraw it."""
