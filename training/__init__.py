"""Trains the cut-out network that ships with the studio; nothing in `studio/` imports this."""
