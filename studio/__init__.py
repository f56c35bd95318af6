"""Closet Studio: a desktop studio for people who sell clothes on resale marketplaces."""

__version__ = "0.1.0"
