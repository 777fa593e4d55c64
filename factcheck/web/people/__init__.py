"""Manage the people of the desk."""
