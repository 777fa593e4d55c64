"""Hold the providers that answer a claim's queries, a module each."""
