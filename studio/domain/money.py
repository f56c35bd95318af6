"""Amounts of money: integer minor units and a currency, never a float."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from studio.base.errors import UserError
from studio.base.texts import _

_SYMBOLS = {"USD": "$", "CAD": "C$", "AUD": "A$", "EUR": "€", "GBP": "£", "JPY": "¥"}
_WITHOUT_MINOR = frozenset({"JPY", "KRW"})  # ISO 4217: no minor unit
_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d+(?:[.,]\d{1,2})?")
MAX_MINOR = 100_000_000


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """So many minor units (cents) of one currency (ISO 4217)."""

    minor: int
    currency: str = "USD"

    def __str__(self) -> str:
        """Return the amount as people write it: `$1,234.50`."""
        sign = "-" if self.minor < 0 else ""
        digits = minor_digits(self.currency)
        amount = Decimal(abs(self.minor)).scaleb(-digits)
        return f"{sign}{_SYMBOLS.get(self.currency, self.currency + ' ')}{amount:,.{digits}f}"


def minor_digits(currency: str) -> int:
    """Return how many decimals the currency has (ISO 4217; two unless known to have none)."""
    return 0 if currency in _WITHOUT_MINOR else 2


def percent_of(minor: int, percent: Decimal | int) -> int:
    """Return `percent` of an amount in whole minor units, halves rounded up as marketplaces do."""
    return int((Decimal(minor) * Decimal(percent) / 100).quantize(Decimal(1), ROUND_HALF_UP))


def parse_minor(text: str, currency: str = "USD") -> int:
    """Return the minor units that `text` ("$48", "48.50", "1,250.00", "48,5") means; raise UserError for the rest."""
    amount = text.strip().removeprefix(_SYMBOLS.get(currency, "$")).removeprefix(currency).strip()
    if not _AMOUNT.fullmatch(amount):
        raise UserError(_("“{text}” is not a price. Write it like 48 or 48.50.").format(text=text[:40]))
    grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?", amount)
    plain = amount.replace(",", "" if grouped else ".")
    minor = int(Decimal(plain).scaleb(minor_digits(currency)).to_integral_value(ROUND_HALF_UP))
    if minor > MAX_MINOR:
        raise UserError(_("{text} is more than a listing can cost.").format(text=text[:40]))
    return minor
