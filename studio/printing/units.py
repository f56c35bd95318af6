"""Lengths: everything that is printed is measured in millimetres; inches and points only come in and go out."""

from __future__ import annotations

MM_PER_INCH = 25.4
PT_PER_INCH = 72.0


def inch(length: float) -> float:
    """Return `length` inches in millimetres."""
    return length * MM_PER_INCH


def pt(length: float) -> float:
    """Return `length` points (1/72 inch) in millimetres."""
    return length * MM_PER_INCH / PT_PER_INCH


def points(length_mm: float) -> float:
    """Return `length_mm` in points, the unit of PDF."""
    return length_mm * PT_PER_INCH / MM_PER_INCH


def dots(length_mm: float, dpi: float) -> float:
    """Return how many dots of a printer or screen of `dpi` lie along `length_mm`."""
    return length_mm * dpi / MM_PER_INCH
