"""Reads Orders and their lines."""

from __future__ import annotations

from collections.abc import Sequence

from studio.domain.ids import OrderId, PersonId
from studio.domain.order import Order, OrderLine, OrderState
from studio.storage.catalog import Catalog


def orders(catalog: Catalog, states: Sequence[OrderState] = ()) -> list[Order]:
    """Return the Orders in one of these states (all, where none is named), those to be sent first at the front."""
    marks = ",".join("?" * len(states))
    where = f"WHERE state IN ({marks})" if states else ""
    return catalog.all(
        Order, f"SELECT * FROM sale_order {where} ORDER BY COALESCE(ship_by, ordered_at), id", list(states)
    )


def order(catalog: Catalog, name: str) -> Order | None:
    """Return the Order with this id or number."""
    return catalog.one(Order, "SELECT * FROM sale_order WHERE id = ? OR number = ?", (name, name))


def lines(catalog: Catalog, order_id: OrderId) -> list[OrderLine]:
    """Return the lines of an Order."""
    return catalog.all(OrderLine, "SELECT * FROM order_line WHERE order_id = ? ORDER BY id", (order_id,))


def of_person(catalog: Catalog, person_id: PersonId) -> list[Order]:
    """Return what one person bought, the latest first."""
    return catalog.all(Order, "SELECT * FROM sale_order WHERE person_id = ? ORDER BY ordered_at DESC", (person_id,))
