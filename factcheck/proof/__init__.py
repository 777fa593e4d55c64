"""Prove what a desk did: canonical records, the chain of the log, and the check of a proof bundle.

Standard library only: these files travel inside each bundle, so that anybody can check it without the desk.
"""
