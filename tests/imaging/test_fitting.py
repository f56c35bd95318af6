"""A file keeps to a limit of bytes with the best quality that fits, down to the last byte."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow

from studio.base.errors import UserError
from studio.imaging.codec import encode
from studio.imaging.fitting import BEST, FLOOR, fit
from studio.imaging.image import Image
from studio.imaging.plan import Fit
from tests.imaging.drawing import shirt

PICTURE = Image(pixels=shirt(240, 320)[0])
SIZES = {quality: len(encode(PICTURE, "JPEG", quality=quality)) for quality in range(FLOOR, BEST + 1)}


def test_without_a_limit_it_is_the_best() -> None:
    found = fit(PICTURE, Fit())
    assert (found.width_px, found.height_px, found.quality) == (240, 320, BEST)
    assert len(found.content) == SIZES[BEST]


@pytest.mark.parametrize("quality", [FLOOR, 80, 87, BEST])
@pytest.mark.parametrize("spare", [-1, 0, 1])
def test_at_the_edge_of_the_limit_one_byte_decides(quality: int, spare: int) -> None:
    limit = SIZES[quality] + spare
    found = fit(PICTURE, Fit(bytes_max=limit))
    assert len(found.content) <= limit
    fitting = [q for q, size in SIZES.items() if size <= limit]
    if fitting:
        assert (found.width_px, found.quality) == (240, max(fitting))
    else:
        assert found.width_px < 240


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(limit=st.integers(1_500, 60_000), side=st.sampled_from([0, 40, 120]), long_edge=st.sampled_from([0, 200, 900]))
def test_whatever_the_limit_the_file_keeps_to_it_or_a_sentence_says_why(limit: int, side: int, long_edge: int) -> None:
    wanted = Fit(bytes_max=limit, short_edge_min_px=side, long_edge_px=long_edge)
    found, why = None, ""
    try:
        found = fit(PICTURE, wanted)
    except UserError as error:
        why = str(error)
    if found is None:
        assert f"at least {max(1, side)} pixels fits into {limit:,} bytes" in why
        return
    assert len(found.content) <= limit
    assert FLOOR <= found.quality <= BEST
    assert min(found.width_px, found.height_px) >= side
    with Pillow.open(io.BytesIO(found.content)) as written:
        assert written.size == (found.width_px, found.height_px)
        assert max(written.size) <= (long_edge or 320)


def test_a_limit_that_nothing_keeps_to_is_said() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (600, 600, 3), dtype=np.uint8)
    with pytest.raises(UserError, match=r"at least 500 pixels fits into 20,000 bytes"):
        fit(Image(pixels=noise), Fit(bytes_max=20_000, short_edge_min_px=500))


def test_a_png_gets_smaller_only_in_pixels_and_keeps_its_transparency() -> None:
    pixels, mask = shirt(240, 320)
    see_through = Image(pixels=pixels, mask=mask, see_through=True)
    whole = fit(see_through, Fit(format="PNG"))
    small = fit(see_through, Fit(format="PNG", bytes_max=len(whole.content) // 2))
    assert small.width_px < whole.width_px == 240
    with Pillow.open(io.BytesIO(small.content)) as written:
        assert written.mode == "RGBA"


def test_a_picture_that_is_too_small_is_not_blown_up() -> None:
    with pytest.raises(UserError, match="has 240 pixels on its short side, and at least 500 are needed"):
        fit(PICTURE, Fit(short_edge_min_px=500))
