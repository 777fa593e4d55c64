"""The figures of the desk: charts drawn on the server, each with its table and file."""
