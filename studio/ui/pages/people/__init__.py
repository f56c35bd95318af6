"""The People page: who wrote, liked and offered, and what to answer."""
