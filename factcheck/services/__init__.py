"""Hold the use cases, one a module, named verb-first. They take a session and an actor and never commit."""
