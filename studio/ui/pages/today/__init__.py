"""The Today page: what to do next."""
