"""Show what readers see: no script, no cookie, nothing from inside the desk."""
