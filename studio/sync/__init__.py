"""Offline-first exchange with marketplaces."""
