"""Readers' reports of errors: the form that sends them, the inbox that reads them."""
