"""The market's rules as figures: limits, fee, time spans and word lists; `/v1/limits` and `/v1/taxonomy` show them."""

from typing import Any

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1")
CURRENCY = "USD"
TITLE_MAX = 80
DESCRIPTION_MAX = 1500
PHOTOS_MAX = 16
PHOTO_BYTES_MAX = 10 * 1024 * 1024
PHOTO_PIXELS_MAX = 50_000_000
PHOTO_FORMATS = ("JPEG", "PNG", "WEBP")
TAGS_MAX = 12
COLOURS_MAX = 3
WORD_MAX = 60
PRICE_MIN_MINOR = 300
PRICE_MAX_MINOR = 10_000_000
WEIGHT_MAX_G = 31_750
MESSAGE_MAX = 2000
FEE_PERCENT = 10
TO_LIKERS_DISCOUNT_PERCENT = 10
PRICE_DROP_PERCENT = 10
OFFER_LASTS_H = 24
SHIP_WITHIN_D = 3
DELIVERED_AFTER_D = 3
TOMBSTONES_KEPT_D = 30
KEYS_KEPT_D = 30
BATCH_MAX = 100
PAGE_MAX = 500
JSON_BYTES_MAX = 256 * 1024
BATCH_BYTES_MAX = 4 * 1024 * 1024
REQUESTS_PER_S = 100
REQUESTS_BURST = 600
DAY_S = 86_400


def fee_minor(price_minor: int) -> int:
    """The market's share of one price, rounded half up to whole cents."""
    return (price_minor * FEE_PERCENT + 50) // 100


def limits() -> dict[str, Any]:
    return {
        "currency": CURRENCY,
        "title_max": TITLE_MAX,
        "description_max": DESCRIPTION_MAX,
        "word_max": WORD_MAX,
        "photos_min": 1,
        "photos_max": PHOTOS_MAX,
        "photo_bytes_max": PHOTO_BYTES_MAX,
        "photo_pixels_max": PHOTO_PIXELS_MAX,
        "photo_formats": list(PHOTO_FORMATS),
        "tags_max": TAGS_MAX,
        "colours_max": COLOURS_MAX,
        "price_min_minor": PRICE_MIN_MINOR,
        "price_max_minor": PRICE_MAX_MINOR,
        "weight_max_g": WEIGHT_MAX_G,
        "message_max": MESSAGE_MAX,
        "fee_percent": FEE_PERCENT,
        "to_likers_discount_percent": TO_LIKERS_DISCOUNT_PERCENT,
        "price_drop_percent": PRICE_DROP_PERCENT,
        "offer_lasts_s": OFFER_LASTS_H * 3600,
        "ship_within_s": SHIP_WITHIN_D * DAY_S,
        "batch_max": BATCH_MAX,
        "page_max": PAGE_MAX,
        "requests_per_s": REQUESTS_PER_S,
        "requests_burst": REQUESTS_BURST,
        "tombstones_kept_s": TOMBSTONES_KEPT_D * DAY_S,
        "keys_kept_s": KEYS_KEPT_D * DAY_S,
    }


CONDITIONS = {
    "new_with_tags": "New with tags",
    "like_new": "Like new",
    "good": "Good, gently worn",
    "fair": "Fair, signs of wear",
}

CATEGORIES = (
    "Women > Dresses",
    "Women > Tops",
    "Women > Sweaters",
    "Women > Jackets & Coats",
    "Women > Jeans",
    "Women > Pants",
    "Women > Skirts",
    "Women > Shorts",
    "Women > Shoes",
    "Women > Bags",
    "Women > Accessories",
    "Men > Shirts",
    "Men > Sweaters",
    "Men > Jackets & Coats",
    "Men > Jeans",
    "Men > Pants",
    "Men > Shorts",
    "Men > Shoes",
    "Men > Accessories",
    "Kids > Tops",
    "Kids > Bottoms",
    "Kids > Dresses",
    "Kids > Shoes",
    "Other",
)

COLOURS = (
    "Black", "White", "Gray", "Cream", "Tan", "Brown", "Red", "Orange", "Yellow", "Green", "Blue", "Purple", "Pink",
    "Gold", "Silver",
)  # fmt: skip

SIZES = {
    "letters": ["XXS", "XS", "S", "M", "L", "XL", "2XL", "3XL", "One size"],
    "dress": [str(size) for size in range(0, 26, 2)],
    "waist_in": [str(size) for size in range(23, 45)],
    "shoe_us": [f"{half / 2:g}" for half in range(10, 29)],
}


def taxonomy() -> dict[str, Any]:
    """Suggestions for category, colour and size; `conditions` is a closed list."""
    return {
        "categories": list(CATEGORIES),
        "conditions": [{"id": key, "label": label} for key, label in CONDITIONS.items()],
        "colours": list(COLOURS),
        "sizes": SIZES,
    }
