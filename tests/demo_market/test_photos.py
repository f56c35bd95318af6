import hashlib
import io

import pytest
from PIL import Image

from tests.demo_market.playing import Seller, picture


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_comes_back_byte_for_byte(seller: Seller, kind: str) -> None:
    content = picture(kind, (60, 80))
    made = seller.upload(content)
    assert made.status_code == 201
    photo = made.json()
    assert (photo["format"], photo["width"], photo["height"], photo["bytes"]) == (kind, 60, 80, len(content))
    answer = seller.call("GET", photo["url"])
    assert answer.content == content
    assert answer.headers["Content-Type"] == f"image/{kind.lower()}"


def test_the_same_content_is_the_same_photo(seller: Seller) -> None:
    content = picture()
    first, second = seller.upload(content), seller.upload(content)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    sha256 = hashlib.sha256(content).hexdigest()
    assert seller.get(f"/v1/photos/by-sha/{sha256}") == first.json()


def test_an_upload_sent_again_with_its_key_is_replayed_though_its_form_boundary_is_new(seller: Seller) -> None:
    content = picture()
    first, again = seller.upload(content, key="up-1"), seller.upload(content, key="up-1")
    assert (again.status_code, again.headers.get("Idempotency-Replayed")) == (201, "true")
    assert again.content == first.content
    assert seller.upload(picture(), key="up-1").status_code == 422


def test_a_thumb_is_a_small_upright_jpeg(seller: Seller) -> None:
    photo = seller.upload(picture("PNG", (900, 1200))).json()
    answer = seller.call("GET", photo["thumb_url"])
    with Image.open(io.BytesIO(answer.content)) as thumb:
        assert (thumb.format, thumb.size) == ("JPEG", (360, 480))


@pytest.mark.parametrize(
    "content",
    [b"", b"not a picture", b"\xff\xd8\xff\xe0 broken", b"GIF89a" + b"\0" * 40, picture()[:30]],
    ids=["empty", "text", "broken", "gif", "cut"],
)
def test_what_is_no_photo_is_refused_in_one_sentence(seller: Seller, content: bytes) -> None:
    refused = seller.upload(content)
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "file"


def test_a_photo_with_a_good_header_and_no_pixels_has_no_thumb(seller: Seller) -> None:
    whole = picture("JPEG", (800, 800))
    made = seller.upload(whole[: len(whole) // 2])
    assert made.status_code == 201
    assert seller.call("GET", made.json()["thumb_url"]).status_code == 422


def test_too_large_and_too_many_pixels_are_refused(seller: Seller) -> None:
    assert seller.upload(b"\0" * (10 * 1024 * 1024 + 1)).status_code == 422
    assert seller.upload(b"\0" * (11 * 1024 * 1024)).status_code == 413
    assert "megapixels" in seller.upload(picture("PNG", (8000, 7000))).json()["detail"]


def test_an_unknown_photo_is_not_there(seller: Seller) -> None:
    assert seller.call("GET", "/v1/photos/photo_x").status_code == 404
    assert seller.call("GET", f"/v1/photos/by-sha/{'0' * 64}").status_code == 404
