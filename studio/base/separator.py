"""What the code on a separator card says: that a new item begins, and which SKU it has."""

from __future__ import annotations

import re

_MARK = "closet-studio:item"
_SKU = re.compile(r"[^\x00-\x1f\x7f]{1,60}")


def card_text(sku: str = "") -> str:
    """Return what the code of a card says; without a SKU the studio gives the item one."""
    return f"{_MARK}:{sku.strip()}" if sku.strip() else _MARK


def sku_on(text: str) -> str | None:
    """Return the SKU that a code says ("" where it says none); None where it is not that of a separator card."""
    mark, colon, sku = text.strip().partition(f"{_MARK}:")
    if not colon:
        return "" if text.strip() == _MARK else None
    return sku.strip() if not mark and _SKU.fullmatch(sku.strip()) else None
