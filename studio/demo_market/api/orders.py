"""`/v1/orders`: read, print the label, ship."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from studio.demo_market import label, orders, rules
from studio.demo_market.answers import Order, Orders, OrderStatus
from studio.demo_market.api.writing import Key, MarketHere, Reply, show, write
from studio.demo_market.bodies import NewShipment
from studio.demo_market.store import Transaction

router = APIRouter(prefix="/v1/orders", tags=["orders"])


@router.get("", response_model=Orders)
def list_orders(market: MarketHere, status: OrderStatus | None = None) -> Response:
    with market.store.reading() as tx:
        rows = tx.all("SELECT * FROM orders WHERE ?1 IS NULL OR status = ?1 ORDER BY number", status)
        return show(Orders(orders=[orders.answer(tx, row) for row in rows]))


@router.get("/{order_id}", response_model=Order)
def get_order(market: MarketHere, order_id: str) -> Response:
    with market.store.reading() as tx:
        row = orders.fetch(tx, order_id)
        return show(orders.answer(tx, row), row["version"])


@router.get("/{order_id}/label.pdf", responses={200: {"content": {"application/pdf": {}}}}, response_class=Response)
def get_label(
    market: MarketHere,
    order_id: str,
    weight_g: Annotated[int | None, Query(ge=1, le=rules.WEIGHT_MAX_G)] = None,
) -> Response:
    """The parcel's label, 4 by 6 inches; `weight_g` is what the scales say, if they do."""
    with market.store.reading() as tx:
        order = orders.answer(tx, orders.fetch(tx, order_id))
    pdf = label.draw(order, weight_g or (order.shipment.weight_g if order.shipment else order.weight_g))
    disposition = f'inline; filename="label-{order.number}.pdf"'
    return Response(pdf, media_type="application/pdf", headers={"Content-Disposition": disposition})


@router.post("/{order_id}/shipments", response_model=Order, status_code=201)
def ship_order(request: Request, order_id: str, shipment: NewShipment, key: Key = None) -> Response:
    """Mark the parcel as on its way; gives the order with its shipment."""

    def act(tx: Transaction) -> Reply:
        row = orders.ship(tx, orders.fetch(tx, order_id), shipment)
        return Reply(status=201, body=orders.answer(tx, row), version=row["version"])

    return write(request, act, shipment.model_dump())
