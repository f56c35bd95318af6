"""Draws the sample closet: photographs of clothes that were never sewn, from cloth, light and a phone camera."""

from tools.sample_closet.drawing import draw

__all__ = ["draw"]
