"""Closet Fair: the embedded marketplace, and whoever else hosts its protocol."""
