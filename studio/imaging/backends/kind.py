"""What a cut-out backend is."""

from __future__ import annotations

from collections.abc import Callable

from studio.imaging.image import Pixels

# From RGB pixels to a mask of the whole picture (255: subject), of any size, and a confidence of 0 to 1.
Backend = Callable[[Pixels], tuple[Pixels, float]]
