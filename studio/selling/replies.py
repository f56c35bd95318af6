"""Reply templates: short answers to buyers, filled from the facts of an Item or not usable at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from studio.base import resources
from studio.base.texts import _
from studio.domain.item import Item
from studio.domain.money import Money
from studio.selling.reading import Value
from studio.selling.wording import LengthUnit, length_text, listed, measurement_name

_FILE = "replies.json"
_FIELD = re.compile(r"\{(\w+)\}")

_LACKS: Mapping[str, str] = {
    "first_name": _("the buyer's name"),
    "title": _("a title"),
    "brand": _("a brand"),
    "size": _("a size"),
    "condition": _("a condition"),
    "flaws": _("the flaws in words"),
    "measurements": _("a measurement"),
    "price": _("a price"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyTemplate:
    """A reply with {fields}: first_name, title, brand, size, condition, flaws, measurements, price."""

    id: str
    name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A filled template; where a fact is missing the text is empty and the sentence says which."""

    template: ReplyTemplate
    text: str = ""
    sentence: str = ""

    @property
    def usable(self) -> bool:
        """Whether it can be sent."""
        return bool(self.text)


@cache
def load_replies() -> tuple[ReplyTemplate, ...]:
    """Return the reply templates; raise UserError where the seller's own file is not valid."""
    templates = Value(resources.load_json(f"marketplaces/{_FILE}"), _FILE).fields(("replies",), optional=("$schema",))
    return tuple(_read(entry) for entry in templates["replies"].entries())


def fill(template: ReplyTemplate, buyer_name: str, item: Item | None = None, unit: LengthUnit = "inch") -> Reply:
    """Return the template with the facts of the buyer and the Item in it; nothing that is not known is invented."""
    facts = _facts(buyer_name, item, unit)
    missing = [name for name in dict.fromkeys(_FIELD.findall(template.text)) if not facts[name]]
    if missing:
        lacks = listed([_LACKS[name] for name in missing])
        return Reply(template=template, sentence=_("This reply needs {things}.").format(things=lacks))
    return Reply(template=template, text=_FIELD.sub(lambda match: facts[match[1]], template.text))


def _facts(buyer_name: str, item: Item | None, unit: LengthUnit) -> dict[str, str]:
    facts = dict.fromkeys(_LACKS, "")
    facts["first_name"] = buyer_name.strip().partition(" ")[0]
    if item is not None:
        lengths = [f"{measurement_name(key)} {length_text(mm, unit)}" for key, mm in item.measurements_mm.items()]
        facts |= {
            "title": item.title.strip(),
            "brand": item.brand.strip(),
            "size": item.size.strip(),
            "condition": item.condition.wording.lower() if item.condition else "",
            "flaws": item.flaws.strip().rstrip("."),
            "measurements": listed(lengths),
            "price": str(Money(item.price_minor, item.currency)) if item.price_minor else "",
        }
    return facts


def _read(value: Value) -> ReplyTemplate:
    entry = value.fields(("id", "name", "text"), optional=())
    text = entry["text"].text()
    for name in _FIELD.findall(text):
        if name not in _LACKS:
            entry["text"].refuse(_("without {{{name}}}; known are {names}").format(name=name, names=", ".join(_LACKS)))
    return ReplyTemplate(id=entry["id"].text(), name=entry["name"].text(), text=text)
