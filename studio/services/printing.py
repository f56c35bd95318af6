"""Cards and labels of the closet: which words and which stock, as documents that the one painter draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.base.errors import UserError
from studio.base.separator import card_text
from studio.base.texts import _
from studio.domain.ids import ItemId
from studio.domain.item import Item
from studio.domain.money import Money
from studio.domain.order import Order
from studio.printing.display_list import Document
from studio.printing.documents import (
    card_document,
    picklist_document,
    separator_document,
    shipping_document,
    sku_document,
)
from studio.printing.fields import CardFields, PickRow, SeparatorFields, SkuFields
from studio.printing.sheet import Calibration, best_design
from studio.printing.stock import Stock, Use, stock, stocks_for
from studio.printing.template import design, fill_text
from studio.services import items, orders
from studio.services.context import Studio
from studio.services.darkroom import thumbnail_file
from studio.settings import schema

_USUAL_STOCK: dict[Use, str] = {
    "card": "card-6x4",
    "shipping": "roll-4x6",
    "sku": "roll-2.25x1.25",
    "page": "letter",
    "separator": "letter-quarters",
}
_MOST_SEPARATORS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where one sort of thing is printed: on which printer ("" for none chosen yet), on which stock."""

    printer: str
    stock: Stock


def target(studio: Studio, use: Use) -> Target:
    """Return where such a thing was printed last, or the usual stock."""
    row = schema.PRINT_TARGETS.row(studio.settings.get(schema.PRINT_TARGETS), use)
    return Target(printer=row["printer"], stock=stock(row["stock"] or _USUAL_STOCK[use]))


def keep_target(studio: Studio, use: Use, *, printer: str | None = None, stock_key: str | None = None) -> None:
    """Remember the printer, the stock or both for the next such thing."""
    table = studio.settings.get(schema.PRINT_TARGETS)
    chosen = {"printer": printer, "stock": stock_key}
    row = dict(schema.PRINT_TARGETS.row(table, use)) | {name: key for name, key in chosen.items() if key is not None}
    studio.settings.set(schema.PRINT_TARGETS, {**table, use: row})


def stocks(use: Use) -> tuple[Stock, ...]:
    """Return the stocks that such a thing can be printed on."""
    return stocks_for(use)


def card(studio: Studio, order: Order, *, line: str = "", skip: int = 0) -> Document:
    """Return the thank-you card of an Order: the buyer's first name and a line of the seller's."""
    pieces = orders.pieces(studio, order.id)
    title = pieces[0].line.title if pieces else ""
    first_name = order.buyer_first_name or _("you")
    line = line or studio.settings.get(schema.THANK_YOU_LINE)
    fields = CardFields(
        first_name=first_name,
        line=fill_text(line, {"first_name": first_name, "item_title": title}),
        item_title=title,
        seller=studio.settings.get(schema.SELLER_FIRST_NAME) or studio.settings.get(schema.SELLER_NAME),
        note=studio.settings.get(schema.CARD_NOTE),
    )
    chosen = _stock(studio, "card")
    return card_document(
        [fields],
        design(studio.settings.get(schema.CARD_DESIGN)),
        chosen,
        skip=skip,
        calibration=_calibration(studio, "card", chosen),
    )


def shipping_label(studio: Studio, order: Order, *, skip: int = 0) -> Document:
    """Return the marketplace's shipping label of an Order on the seller's label stock."""
    chosen = _stock(studio, "shipping")
    pdf = orders.shipping_label(studio, order).read_bytes()
    return shipping_document(pdf, chosen, skip=skip, calibration=_calibration(studio, "shipping", chosen))


def sku_labels(studio: Studio, item_ids: Sequence[ItemId], *, skip: int = 0) -> Document:
    """Return the SKU labels of Items: a QR code, and what a person reads."""
    found = items.load_all(studio, item_ids)
    if not found:
        raise UserError(_("Choose the items to print labels for."))
    chosen = _stock(studio, "sku")
    fields = [_sku_fields(item) for item in found]
    return sku_document(
        fields, best_design("sku", chosen), chosen, skip=skip, calibration=_calibration(studio, "sku", chosen)
    )


def separator_cards(studio: Studio, *, skus: Sequence[str] = (), count: int = 0, stock_key: str = "") -> Document:
    """Return separator cards: one for each of `skus`, which need not be in the closet yet, and `count` without one.

    Where neither is said, plain cards fill one sheet: those are used again and again.
    """
    chosen = stock(stock_key) if stock_key else _stock(studio, "separator")
    if not skus and not count:
        count = chosen.per_page
    if len(skus) + count > _MOST_SEPARATORS:
        raise UserError(_("That is more than {most} cards at once; print fewer.").format(most=_MOST_SEPARATORS))
    fields = [SeparatorFields(sku=sku, content=card_text(sku)) for sku in (*skus, *[""] * count)]
    calibration = _calibration(studio, "separator", chosen)
    return separator_document(fields, best_design("separator", chosen), chosen, calibration=calibration)


def pick_list(studio: Studio, wanted: Sequence[Order]) -> Document:
    """Return what to fetch for these Orders, in the order of the bins."""
    if not wanted:
        raise UserError(_("No order waits to be packed."))
    rows = [row for order in wanted for row in _pick_rows(studio, order)]
    today = studio.clock.now().astimezone()
    day = f"{today:%A}, {today.day} {today:%B %Y}"  # "%-d" is not known on every system
    return picklist_document(sorted(rows, key=lambda row: (row.bin, row.sku)), _stock(studio, "page"), day=day)


def _sku_fields(item: Item) -> SkuFields:
    price = "" if item.price_minor is None else str(Money(item.price_minor, item.currency))
    return SkuFields(sku=item.sku, title=item.title, size=item.size, bin=item.bin, price=price)


def _pick_rows(studio: Studio, order: Order) -> list[PickRow]:
    rows = []
    for piece in orders.pieces(studio, order.id):
        thumbnail = thumbnail_file(studio.profile, piece.look) if piece.look else None
        rows.append(
            PickRow(
                bin=piece.item.bin if piece.item else "",
                sku=piece.item.sku if piece.item else piece.line.sku,
                title=piece.line.title,
                size=piece.item.size if piece.item else "",
                order=f"#{order.number}",
                buyer=order.buyer_first_name,
                picture=thumbnail if thumbnail and thumbnail.exists() else None,
            )
        )
    return rows


def _stock(studio: Studio, use: Use) -> Stock:
    return target(studio, use).stock


def _calibration(studio: Studio, use: Use, chosen: Stock) -> Calibration | None:
    printer = target(studio, use).printer
    row = studio.settings.get(schema.CALIBRATIONS).get(schema.calibration_name(printer, chosen.key))
    if row is None:
        return None
    return Calibration(offset_x_mm=row["x_mm"], offset_y_mm=row["y_mm"], scale_x=row["x_scale"], scale_y=row["y_scale"])
