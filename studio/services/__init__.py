"""Use cases: one function is one thing the seller can name."""
