"""The Outbox page: what marketplaces still have to hear."""
