"""Hold the desk's vocabulary and rules: states, transitions, roles, ratings, policy. Standard library only."""
