"""What is typed saves itself; who else has a page open is shown."""
