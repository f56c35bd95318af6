"""Fills an empty rail with drawn listings, for trying the market out and for tests."""

import io
import random
from pathlib import Path

from PIL import Image, ImageColor, ImageDraw

from studio.demo_market import buyers, interest, listings, photos, rules, shelf
from studio.demo_market.bodies import ListingFields
from studio.demo_market.store import Transaction

PIECES = (
    ("Linen shirt", "Women > Tops"),
    ("Wool sweater", "Women > Sweaters"),
    ("Denim jacket", "Women > Jackets & Coats"),
    ("Pleated skirt", "Women > Skirts"),
    ("Cotton dress", "Women > Dresses"),
    ("Corduroy pants", "Men > Pants"),
)
CLOTH = {
    "Blue": "#40618F",
    "Red": "#9C3B3B",
    "Green": "#5B7A5E",
    "Tan": "#B79A76",
    "Purple": "#6C5578",
    "Gray": "#777A7E",
}

Drawn = tuple[str, tuple[str, int, int], int, str]


def draw_photos(folder: Path, seed: int, count: int) -> list[Drawn]:
    """Write `count` simple pictures; gives hash, header, size in bytes and colour word of each."""
    dice = random.Random(f"{seed}/photos")
    drawn: list[Drawn] = []
    for _ in range(count):
        colour = dice.choice(sorted(CLOTH))
        content = _picture(dice, CLOTH[colour])
        drawn.append((photos.keep_file(folder, content), photos.read_header(content), len(content), colour))
    return drawn


def _picture(dice: random.Random, cloth: str) -> bytes:
    """A folded piece of cloth on paper; the folds make each one different."""
    picture = Image.new("RGB", (450, 600), "#EFEAE3")
    draw = ImageDraw.Draw(picture)
    shade = tuple(part * 4 // 5 for part in ImageColor.getrgb(cloth))
    draw.polygon([(110, 90), (340, 90), (390, 520), (60, 520)], fill=cloth)
    for _ in range(6):
        left = dice.randint(90, 340)
        draw.line([(left, 120), (left + dice.randint(-25, 25), 515)], fill=shade, width=dice.randint(2, 7))
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=85)
    return written.getvalue()


def fill(tx: Transaction, seed: int, drawn: list[Drawn]) -> list[str]:
    """Publish one listing a picture and let some buyers like them; gives the ids."""
    dice = random.Random(f"{seed}/listings")
    made = []
    for sha256, header, size_bytes, colour in drawn:
        photo = photos.add(tx, sha256, header, size_bytes)
        name, category = dice.choice(PIECES)
        number = tx.count_up("seeded")
        fields = ListingFields(
            sku=f"SEED-{number:04}",
            title=f"{name} in {colour.lower()}",
            description="Worn a few times and cared for. Washed, pressed and ready to go.",
            category=category,
            size=dice.choice(rules.SIZES["letters"][1:6]),
            colours=[colour],
            condition="good",
            price_minor=dice.randrange(1200, 9000, 100),
            photos=[photo["id"]],
            weight_g=dice.randrange(150, 900, 10),
        )
        listing = shelf.publish(tx, listings.create(tx, fields.model_dump()))
        for name in dice.sample(list(buyers.REGULARS), dice.randint(0, 2)):
            interest.like(tx, listing, buyers.named(tx, name))
        made.append(listing["id"])
    return made
