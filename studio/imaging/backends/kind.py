"""What a cut-out backend is."""

from __future__ import annotations

from collections.abc import Callable

from studio.imaging.image import Pixels

# From RGB pixels to a mask of the same height and width (255: subject) and a confidence of 0 to 1.
Backend = Callable[[Pixels], tuple[Pixels, float]]
