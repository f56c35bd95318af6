"""Nothing of a phone's metadata is left in anything that is written: twelve canaries in six formats, every writer."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image as Pillow
from PIL import ImageCms, PngImagePlugin

from studio.base.jobs import Quiet
from studio.imaging.clean import CleanOptions, clean_files
from studio.imaging.header import open_header
from studio.imaging.pipeline import Darkroom
from studio.imaging.plan import Fit, Output
from studio.imaging.recipe import DEFAULT_CLEAN, Recipe
from studio.imaging.strip import stripped
from tests.imaging.drawing import shirt

PLACES = (
    "description", "maker", "model", "software", "artist", "rights", "serial", "owner", "place", "xmp", "profile",
    "tail",
)  # fmt: skip
CANARIES = {place: f"canary-{number:02d}-{place}" for number, place in enumerate(PLACES, 1)}
_EXIF_TAGS = {
    "description": 0x010E, "maker": 0x010F, "model": 0x0110, "software": 0x0131, "artist": 0x013B, "rights": 0x8298,
}  # fmt: skip


def exif() -> Pillow.Exif:
    """Nine canaries, among them one beside the latitude and the longitude."""
    found = Pillow.Exif()
    for place, tag in _EXIF_TAGS.items():
        found[tag] = CANARIES[place]
    owner = {0xA431: CANARIES["serial"], 0xA430: CANARIES["owner"], 0x9003: "2026:05:04 10:20:30"}
    found.get_ifd(0x8769).update(owner)
    found.get_ifd(0x8825).update(
        {1: "N", 2: (48.0, 51.0, 24.0), 3: "E", 4: (2.0, 21.0, 7.0), 0x1B: CANARIES["place"].encode()}
    )
    return found


def xmp() -> bytes:
    return f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{CANARIES['xmp']}</x:xmpmeta>".encode()


def profile() -> bytes:
    """An sRGB profile whose copyright is a canary, in UTF-16 as profiles have it."""
    plain = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    words = "No copyright, use freely".encode("utf-16-be")
    assert words in plain
    return plain.replace(words, CANARIES["profile"].ljust(24)[:24].encode("utf-16-be"))


def tail() -> bytes:
    return CANARIES["tail"].encode()


def _saved(kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    Pillow.fromarray(shirt(180, 240)[0]).save(buffer, kind, **{"exif": exif(), "icc_profile": profile()} | options)
    return buffer.getvalue()


def jpeg(_shared: Path) -> bytes:
    return _saved("JPEG", comment=b"canary-in-a-comment", xmp=xmp()) + tail()


def mpo(_shared: Path) -> bytes:
    buffer = io.BytesIO()
    picture = Pillow.fromarray(shirt(180, 240)[0])
    picture.save(buffer, "MPO", save_all=True, append_images=[picture.copy()], exif=exif())
    return buffer.getvalue() + xmp() + profile() + tail()


def png(_shared: Path) -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", "canary-in-a-comment")
    texts.add_text("Long", "canary-in-a-comment" * 50, zip=True)
    texts.add_itxt("XML:com.adobe.xmp", xmp().decode())
    data = _saved("PNG", pnginfo=texts)
    return data + tail() + profile()  # the profile inside is compressed


def webp(_shared: Path) -> bytes:
    return _saved("WEBP", xmp=xmp()) + tail()


def avif(_shared: Path) -> bytes:
    return _saved("AVIF", xmp=xmp()) + tail()


def tiff(_shared: Path) -> bytes:
    """All in the first directory, since Pillow writes no other into a TIFF."""
    found = exif()
    for place, tag in {"serial": 0xC62F, "owner": 0xA430, "place": 0x9213}.items():
        found[tag] = CANARIES[place]
    found[700] = xmp()
    return _saved("TIFF", exif=found) + tail()


def heic(shared: Path) -> bytes:
    """A phone's photo whose Exif is overwritten by ours, since nothing here writes HEIC."""
    data = (shared / "data/photos/heic_iphone8_gps.heic").read_bytes()
    with open_header(shared / "data/photos/heic_iphone8_gps.heic") as header:
        theirs = header.source.info["exif"].removeprefix(b"Exif\0\0")
    ours = exif().tobytes().removeprefix(b"Exif\0\0")
    assert theirs in data
    assert len(ours) <= len(theirs)
    return data.replace(theirs, ours.ljust(len(theirs), b"\0")) + xmp() + profile() + tail()


FORMATS = {
    "jpg": jpeg, "mpo.jpg": mpo, "png": png, "webp": webp, "heic": heic, "avif": avif, "tif": tiff,
}  # fmt: skip


def _hidden(canary: str) -> tuple[bytes, ...]:
    return canary.encode(), canary.encode("utf-16-be"), canary.encode("utf-16-le")


def assert_clean(path: Path) -> None:
    """Hold a written picture to nothing but its pixels and the tag of sRGB."""
    data = path.read_bytes()
    for canary in ("canary", *CANARIES.values(), "Exif", "http", "MPF", "Apple", "iPhone"):
        assert not [found for found in _hidden(canary) if found in data], f"{canary} in {path.name}"
    with Pillow.open(path) as written:
        written.load()
        assert not written.getexif()
        assert set(written.info) <= {
            "jfif", "jfif_version", "jfif_unit", "jfif_density", "icc_profile", "srgb", "loop", "background",
            "timestamp", "duration",
        }  # fmt: skip


def developed(room: Darkroom, source: Path, folder: Path) -> None:
    """Renditions: the master with transparency, both frames on white."""
    outputs = [
        Output(path=folder / "master.png", background="transparent"),
        Output(path=folder / "square.jpg", shape="1x1"),
        Output(path=folder / "tall.jpg", shape="3x4"),
    ]
    room.develop(source, DEFAULT_CLEAN, outputs, Quiet())


def as_shot(room: Darkroom, source: Path, folder: Path) -> None:
    """As it was shot: framed, and whole, which is stripped where it can be."""
    outputs = [Output(path=folder / "framed.jpg", shape="3x4"), Output(path=folder / "whole.jpg")]
    room.develop(source, Recipe(), outputs, Quiet(), long_edge_px=5000)


def exported(room: Darkroom, source: Path, folder: Path) -> None:
    """As marketplaces want it: every format that a pack may ask for, within bytes."""
    outputs = [
        Output(path=folder / "small.jpg", fit=Fit(format="JPEG", long_edge_px=800, bytes_max=60_000)),
        Output(path=folder / "small.png", fit=Fit(format="PNG", long_edge_px=200)),
    ]
    room.develop(source, Recipe(), outputs, Quiet())


def thumbnails(room: Darkroom, source: Path, folder: Path) -> None:
    """Thumbnails: that of a grid, and that of an import."""
    room.thumbnail(source, folder / "thumbnail.jpg", Quiet())
    room.first_look(source, folder / "first.jpg", Quiet())


def cleaned(_room: Darkroom, source: Path, folder: Path) -> None:
    """What `studio clean` writes."""
    report = clean_files([source], folder, CleanOptions(backend="classic"), Quiet(), width=1)
    assert report.done, report.refused


def stripped_(_room: Darkroom, source: Path, folder: Path) -> None:
    """What is left of a JPEG by segments."""
    clean = stripped(source.read_bytes())
    if source.suffix == ".jpg":
        assert clean is not None
        (folder / "stripped.jpg").write_bytes(clean)
    else:
        assert clean is None


WRITERS: dict[str, Callable[[Darkroom, Path, Path], None]] = {
    "developed": developed, "as shot": as_shot, "exported": exported, "thumbnails": thumbnails, "cleaned": cleaned,
    "stripped": stripped_,
}  # fmt: skip


@pytest.fixture(params=sorted(FORMATS))
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A picture with every canary in it."""
    needs_shared = request.param == "heic"
    data = FORMATS[request.param](request.getfixturevalue("shared") if needs_shared else tmp_path)
    for place, canary in CANARIES.items():
        assert [found for found in _hidden(canary) if found in data], f"the canary {place} is not in the source"
    path = tmp_path / f"photo.{request.param}"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("writer", sorted(WRITERS))
def test_no_canary_survives(room: Darkroom, source: Path, tmp_path: Path, writer: str) -> None:
    folder = tmp_path / "written"
    folder.mkdir()
    WRITERS[writer](room, source, folder)
    written = list(folder.iterdir())
    assert written or (writer == "stripped" and source.suffix != ".jpg")
    for path in written:
        assert_clean(path)


def test_a_phones_place_is_not_in_what_is_written(room: Darkroom, shared: Path, tmp_path: Path) -> None:
    for name in ("phone_iphone6_gps.jpg", "phone_samsung_s7edge_12mp_gps.jpg", "heic_iphone8_gps.heic"):
        room.develop(shared / "data/photos" / name, Recipe(), [Output(path=tmp_path / "out.jpg", shape="1x1")], Quiet())
        assert_clean(tmp_path / "out.jpg")
