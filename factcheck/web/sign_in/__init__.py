"""Let people in and out."""
