"""The ledger of the right of reply."""
