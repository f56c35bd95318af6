"""Reads Orders and their lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from studio.domain.ids import OrderId, PersonId
from studio.domain.order import TO_PACK, Order, OrderLine, OrderState
from studio.storage.catalog import Catalog
from studio.storage.rows import to_cell


def orders(catalog: Catalog, states: Sequence[OrderState] = ()) -> list[Order]:
    """Return the Orders in one of these states (all, where none is named), those to be sent first at the front."""
    marks = ",".join("?" * len(states))
    where = f"WHERE state IN ({marks})" if states else ""
    return catalog.all(
        Order, f"SELECT * FROM sale_order {where} ORDER BY COALESCE(ship_by, ordered_at), id", list(states)
    )


def at_the_bench(catalog: Catalog, since: datetime) -> list[Order]:
    """Return the Orders to pack, those packed and gone since then, and those cancelled that were due after it."""
    waiting = ",".join("?" * len(TO_PACK))
    sql = f"""SELECT * FROM sale_order WHERE state IN ({waiting})
               OR (state IN (?, ?) AND packed_at >= ?)
               OR (state = ? AND COALESCE(ship_by, ordered_at) >= ?)
               ORDER BY COALESCE(ship_by, ordered_at), id"""
    start = to_cell(since)
    gone = (OrderState.SHIPPED, OrderState.DELIVERED, start)
    return catalog.all(Order, sql, (*sorted(TO_PACK), *gone, OrderState.CANCELLED, start))


def order(catalog: Catalog, name: str) -> Order | None:
    """Return the Order with this id or number."""
    return catalog.one(Order, "SELECT * FROM sale_order WHERE id = ? OR number = ?", (name, name))


def waiting_with(catalog: Catalog, sku: str) -> Order | None:
    """Return the Order to pack that a piece of this SKU belongs to, the one to be sent first."""
    waiting = ",".join("?" * len(TO_PACK))
    sql = f"""SELECT * FROM sale_order WHERE state IN ({waiting})
               AND id IN (SELECT order_id FROM order_line WHERE sku = ? COLLATE NOCASE)
               ORDER BY COALESCE(ship_by, ordered_at), id"""
    return catalog.one(Order, sql, (*sorted(TO_PACK), sku))


def lines(catalog: Catalog, order_id: OrderId) -> list[OrderLine]:
    """Return the lines of an Order."""
    return catalog.all(OrderLine, "SELECT * FROM order_line WHERE order_id = ? ORDER BY id", (order_id,))


def line_count(catalog: Catalog, order_id: OrderId) -> int:
    """Return how many pieces an Order has."""
    return int(catalog.value("SELECT COUNT(*) FROM order_line WHERE order_id = ?", (order_id,)))


def of_person(catalog: Catalog, person_id: PersonId) -> list[Order]:
    """Return what one person bought, the latest first."""
    return catalog.all(Order, "SELECT * FROM sale_order WHERE person_id = ? ORDER BY ordered_at DESC", (person_id,))
