"""Show and edit the scales."""
