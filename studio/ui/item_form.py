"""ItemForm: the fields of one Item, or of several at once; what is typed saves itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.base.jobs import Lane
from studio.base.texts import _
from studio.domain.ids import ItemId
from studio.domain.item import Condition, Item
from studio.services import items, listings
from studio.settings import schema
from studio.ui.page import PageContext
from studio.ui.widgets import (
    WEIGHT_UNITS,
    ChoiceField,
    Field,
    MoneyField,
    NumberUnitField,
    Tag,
    TagsField,
    TextField,
)


class ItemForm(QObject):
    """Makes the fields a page asks for and keeps them in step with the Items that `show` names.

    `live` tells a field's name and value while it is typed, before it is saved.
    """

    live = Signal(str, object)

    def __init__(self, context: PageContext, names: Sequence[str], *, editor: str) -> None:
        super().__init__()
        self._context = context
        self._editor = editor
        self._items: tuple[Item, ...] = ()
        self._mixed: set[str] = set()
        self._said: dict[str, str] = {}
        self.rules = listings.rules_of(context.studio, None)
        self.weight_unit: str = context.studio.settings.get(schema.WEIGHT_UNIT)
        self.fields: dict[str, Field] = {name: self._make(name) for name in names}

    def show(self, shown: Sequence[Item]) -> None:
        """Show these Items; a field in which they differ says so, and what is typed there goes to all of them."""
        same = [item.id for item in shown] == [item.id for item in self._items]
        if not same:
            self.flush()
        self._items = tuple(shown)
        self._offer_choices()
        for name, field in self.fields.items():
            values = [_value_of(item, name) for item in shown]
            value = values[0] if values else None
            if any(other != value for other in values):
                if not (same and name in self._mixed):  # what is being typed there stays
                    field.set_mixed()
                self._mixed.add(name)
                continue
            self._mixed.discard(name)
            if same:
                field.set_value(value)
            else:
                field.start(value)

    def flush(self) -> None:
        """Save what was typed and not yet saved."""
        for field in self.fields.values():
            field.flush()

    def say(self, problems: Callable[[str], str]) -> None:
        """Show beside each field what is wrong with what it holds; `problems` has the sentence by the rules' name.

        What is only missing is not said here: an empty form would scold from every line.
        """
        for name, field in self.fields.items():
            holds = any(_value_of(item, name) for item in self._items)
            sentence = problems(name.removesuffix("_minor").removesuffix("_g")) if holds else ""
            if sentence != self._said.get(name, ""):
                self._said[name] = sentence
                field.set_hint(sentence)

    def _save(self, name: str, value: Any) -> None:
        ids = [ItemId(item.id) for item in self._items]
        if not ids:
            return
        studio, editor, field = self._context.studio, self._editor, self.fields[name]
        values = {name: _stored(name, value)}
        self._context.submit(
            _("Saving"),
            Lane.WRITE,
            lambda _job: items.edit(studio, ids, values, editor=editor),
            owner=field,
            on_error=lambda error: field.set_error(str(error)),
            quiet=True,
        )

    def _make(self, name: str) -> Field:
        field = _FACTORIES[name](self)
        field.committed.connect(lambda value: self._save(name, value))
        field.edited.connect(lambda value: self.live.emit(name, value))
        return field

    def _offer_choices(self) -> None:
        """Offer what belongs to what is known: the sizes of the category, the bins and brands of the closet."""
        category = self.rules.category(self._items[0].category) if len(self._items) == 1 else None
        size = self.fields.get("size")
        if isinstance(size, ChoiceField):
            size.set_choices([(one, one) for one in (category.sizes if category else ())])
        known = {"bin", "brand"} & self.fields.keys()
        if known:
            facets = items.facets(self._context.studio)
            for name, found in (("bin", facets.bins), ("brand", facets.brands)):
                field = self.fields.get(name)
                if isinstance(field, ChoiceField):
                    field.set_choices([(facet.value, facet.value) for facet in found])


def _limit(form: ItemForm, name: str) -> int | None:
    rule = getattr(form.rules.limits, name)
    return rule.value if rule else None


def _colours(form: ItemForm) -> Field:
    known = [Tag(colour.name, colour.name, colour.hex) for colour in form.rules.colours.value]
    return TagsField(_("Colours"), known, most=_limit(form, "colours_max"))


def _condition(form: ItemForm) -> Field:
    return ChoiceField(_("Condition"), [(code, words) for code, words in form.rules.conditions.value.items()])


def _category(form: ItemForm) -> Field:
    return ChoiceField(_("Category"), [(path, path) for path in form.rules.categories.value], free=True)


def _weight(form: ItemForm) -> Field:
    field = NumberUnitField(_("Weight"), WEIGHT_UNITS)
    field.prefer(form.weight_unit)
    return field


_FACTORIES: dict[str, Callable[[ItemForm], Field]] = {
    "title": lambda form: TextField(_("Title"), limit=_limit(form, "title_max")),
    "description": lambda form: TextField(_("Description"), limit=_limit(form, "description_max"), lines=7),
    "brand": lambda form: ChoiceField(_("Brand"), free=True),
    "category": _category,
    "size": lambda form: ChoiceField(_("Size"), free=True),
    "condition": _condition,
    "colours": _colours,
    "flaws": lambda form: TextField(_("Flaws"), lines=2, placeholder=_("Tell it before the buyer sees it")),
    "price_minor": lambda form: MoneyField(_("Price")),
    "original_price_minor": lambda form: MoneyField(_("Original price")),
    "cost_minor": lambda form: MoneyField(_("Cost")),
    "floor_minor": lambda form: MoneyField(_("Floor")),
    "weight_g": _weight,
    "bin": lambda form: ChoiceField(_("Bin"), free=True),
    "sku": lambda form: TextField(_("SKU")),
    "notes": lambda form: TextField(_("Notes for yourself"), lines=2),
}


def _value_of(item: Item, name: str) -> Any:
    value = getattr(item, name)
    return value.value if isinstance(value, Condition) else value


def _stored(name: str, value: Any) -> Any:
    if name == "condition":
        return Condition(value) if value else None
    return value
