"""A newsroom's fact-check desk."""

__version__ = "0.1.0"
