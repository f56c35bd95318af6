"""Makes SKUs that a person can read out and a bar code can hold: "HP-0412"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_RUNNING = re.compile(r"[A-Z]{2}-(\d{4,9})", re.IGNORECASE)
_LETTERS_IF_NOTHING_IS_KNOWN = "IT"


def make_sku(*, brand: str = "", category: str = "", known: Iterable[str] = ()) -> str:
    """Return two letters of the brand (else of the category) and a number one higher than any known SKU of this form.

    The number alone tells pieces apart, so a brand that is corrected later leaves no two labels alike.
    """
    numbers = (int(match[1]) for sku in known if (match := _RUNNING.fullmatch(sku.strip())))
    letters = _letters(brand) or _letters(category.rpartition(">")[2]) or _LETTERS_IF_NOTHING_IS_KNOWN
    return f"{letters}-{max(numbers, default=0) + 1:04d}"


def _letters(name: str) -> str:
    """Return the initials of the first two words, or the first two letters of the only one; A to Z, else nothing."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    words = re.findall(r"[A-Z]+", plain.replace("'", ""))
    letters = words[0][0] + words[1][0] if len(words) > 1 else "".join(words)[:2]
    return letters if len(letters) == 2 else ""
