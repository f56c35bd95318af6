"""Closet Fair: the embedded marketplace, a real server that shares no code with the rest of the studio."""
