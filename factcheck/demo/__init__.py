"""Show a newcomer a desk at work: an invented article about a place that does not exist, with claims at every state."""

from factcheck.demo.load import load

__all__ = ["load"]
