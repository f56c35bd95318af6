"""Takes in sales: the Order with its lines, and that what is in it has sold."""

from __future__ import annotations

from dataclasses import replace

from studio.base.ids import new_id
from studio.domain.feed import RemoteOrder
from studio.domain.ids import AccountId, OrderId, OrderLineId
from studio.domain.listing import ListingState
from studio.domain.order import Order, OrderLine, OrderState
from studio.storage.unit_of_work import UnitOfWork
from studio.sync.listings import find_listing, guard_against_second_sale
from studio.sync.people import receive_person

_BEFORE_SHIPPING = frozenset({OrderState.PAID, OrderState.PACKED, OrderState.SHIPPED})


def receive_order(unit: UnitOfWork, account_id: AccountId, remote: RemoteOrder) -> Order:
    """Take in a sale: what the packer noted here stays, unless the marketplace is further on."""
    known = next(iter(unit.find(Order, account_id=account_id, remote_id=remote.id)), None)
    order = known or Order(
        id=OrderId(new_id()),
        account_id=account_id,
        person_id=receive_person(unit, account_id, remote.person).id,
        remote_id=remote.id,
        number=remote.number,
        ordered_at=remote.ordered_at,
        total_minor=remote.total_minor,
        currency=remote.currency,
    )
    ahead = remote.state is OrderState.PAID and order.state in _BEFORE_SHIPPING
    order = replace(
        order,
        state=order.state if ahead else remote.state,
        total_minor=remote.total_minor,
        fee_minor=remote.fee_minor,
        ship_by=remote.ship_by,
        buyer_first_name=remote.person.first_name,
        address=remote.address,
        carrier=remote.carrier or order.carrier,
        tracking=remote.tracking or order.tracking,
        weight_g=order.weight_g or remote.weight_g,
    )
    unit.save(order)
    _receive_lines(unit, order, remote)
    return order


def _receive_lines(unit: UnitOfWork, order: Order, remote: RemoteOrder) -> None:
    for number, line in enumerate(remote.lines):
        listing = find_listing(unit, order.account_id, line.listing_id)
        unit.save(
            OrderLine(
                id=OrderLineId(f"{order.id}-{number:03}"),
                order_id=order.id,
                title=line.title,
                sku=line.sku,
                price_minor=line.price_minor,
                listing_id=listing.id if listing else None,
                item_id=listing.item_id if listing else None,
            )
        )
        if listing and order.state is not OrderState.CANCELLED and listing.state is not ListingState.SOLD:
            sold = replace(listing, state=ListingState.SOLD, sold_at=remote.ordered_at)
            unit.save(sold)
            guard_against_second_sale(unit, sold)
