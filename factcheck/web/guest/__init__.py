"""What somebody with a guest link sees."""
