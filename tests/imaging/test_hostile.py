"""Whatever is in a file: a good picture or one sentence, within the limits, and the next file is served."""

from __future__ import annotations

import csv
import logging
import time
from pathlib import Path

import pytest
from PIL import Image as Pillow

from studio.base.errors import UserError
from studio.base.jobs import Quiet
from studio.imaging.darkroom_child import MEMORY_LIMIT_BYTES
from studio.imaging.pipeline import Darkroom
from tests.imaging.malformed import malformed

ONE_GIGABYTE = 1 << 30


def _outcome(room: Darkroom, source: Path, target: Path) -> str:
    """Return "good", with a sound thumbnail written, or the sentence of the refusal."""
    target.unlink(missing_ok=True)
    try:
        room.thumbnail(source, target, Quiet(), long_edge_px=128)
    except UserError as refusal:
        assert not target.exists()
        return str(refusal)
    with Pillow.open(target) as written:
        written.load()
        assert max(written.size) <= 128
    return "good"


def _peak_bytes(room: Darkroom) -> int:
    """Return the most memory that the running decoding child ever had."""
    pid = room.decoder_pids[0]
    status = Path(f"/proc/{pid}/status").read_text("utf-8")
    return int(status.split("VmHWM:")[1].split()[0]) << 10


def test_every_hostile_file_is_refused_in_a_sentence_or_good(room: Darkroom, shared: Path, tmp_path: Path) -> None:
    folder = shared / "data/hostile"
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        names = [row["file"] for row in csv.DictReader(file)]
    outcomes = {name: _outcome(room, folder / name, tmp_path / "small.jpg") for name in names}
    assert len(outcomes) == 44
    for name, outcome in outcomes.items():
        assert outcome == "good" or outcome.endswith((".", ").")), name
    assert {name for name, outcome in outcomes.items() if outcome == "good"} >= {
        "jpeg_cmyk_411_icc.jpg",
        "jpeg_progressive_arithmetic.jpg",
        "jpeg_icc_big.jpg",
        "png_named.jpg",
        "exif_injection_orientation9.jpg",
        "tiff_16bit_rgba.tiff",
    }
    assert outcomes["bomb_png_60000x60000_1bit.png"].startswith("The picture is larger than 210 megapixels")
    assert "far more text" in outcomes["bomb_png_ztxt_256mb.png"]
    assert "incomplete" in outcomes["jpeg_truncated.jpg"]


def test_malformed_pictures_end_nothing(
    room: Darkroom, tmp_path: Path, caplog: pytest.LogCaptureFixture, *, soak: bool
) -> None:
    count, slowest_s = (5000 if soak else 500), 0.0
    with caplog.at_level(logging.INFO, "studio.imaging"):
        before = room.decoder_pids
        outcomes = []
        for name, data in malformed(count, seed=20_261_123):
            source = tmp_path / name
            source.write_bytes(data)
            started = time.monotonic()
            outcomes.append(_outcome(room, source, tmp_path / "small.jpg"))
            slowest_s = max(slowest_s, time.monotonic() - started)
            source.unlink()
    assert room.decoder_pids == before, "the decoding child died"
    assert not caplog.records, "a decoder raised something that nobody expected"
    good = outcomes.count("good")
    assert 0.1 * count < good < 0.6 * count
    assert len(set(outcomes)) > 5
    if Path("/proc/self/status").exists():
        assert _peak_bytes(room) < ONE_GIGABYTE
        logging.getLogger("tests.soak").info(
            "%d malformed pictures: %d good, %d refused in %d sentences; peak %d MiB, slowest %.1f s",
            count, good, count - good, len(set(outcomes)) - 1, _peak_bytes(room) >> 20, slowest_s,
        )  # fmt: skip
    assert MEMORY_LIMIT_BYTES < ONE_GIGABYTE


def test_200_megapixels_of_heic_fit_into_the_memory_limit(shared: Path, tmp_path: Path) -> None:
    with Darkroom(cache=tmp_path, models=tmp_path, width=1) as own:
        found = own.thumbnail(shared / "data/photos/heic_200mp_samsung_s24ultra.heic", tmp_path / "small.jpg", Quiet())
        assert (found.width_px, found.height_px) == (12_240, 16_320)
        if Path("/proc/self/status").exists():
            assert _peak_bytes(own) < ONE_GIGABYTE
    with Pillow.open(tmp_path / "small.jpg") as written:
        assert written.size == (384, 512)
