"""A seller's whole day by itself: from a folder of photos to a packed parcel, for whoever wants to see it work."""

from __future__ import annotations

from studio.tour.journey import run_tour

__all__ = ["run_tour"]
