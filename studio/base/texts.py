"""Every text that a person reads goes through here, so that it can be translated."""

from __future__ import annotations

import gettext

_translations: gettext.NullTranslations = gettext.NullTranslations()


def _(text: str) -> str:
    """Return `text` in the seller's language."""
    return _translations.gettext(text)


def plural(one: str, many: str, count: int, **words: object) -> str:
    """Return the form for `count`, with `{n}` and other words replaced: `plural("{n} photo", "{n} photos", 2)`."""
    return _translations.ngettext(one, many, count).format(n=f"{count:,}", **words)
