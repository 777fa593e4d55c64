"""Questions to reporters, sources and legal."""
