"""Commands that talk with marketplaces: publish, sync, inbox, orders, outbox."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import click

from studio.base.texts import plural
from studio.cli.frame import Answer, Lines, Output, Refused, command
from studio.domain.money import Money


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="ITEM…")
@command
def publish(output: Output, names: Sequence[str]) -> Answer:
    """Publish items, by SKU or id; they go out when the marketplace can be reached (`studio sync`)."""
    from studio.services import items, listings, syncing

    with output.studio() as studio:
        found = [items.load(studio, name) for name in names]
        account = syncing.first_account(studio)
        report = listings.publish(studio, [item.id for item in found], account.id, Lines())
    titles = {item.id: item.title or item.sku for item in found}
    output.line(f"{plural('{n} listing waits', '{n} listings wait', len(report.queued))} to go out")
    for item_id, sentence in report.refused:
        output.line(f"  {titles[item_id]}: {sentence}")
    answer = {
        "listings": list(report.queued),
        "refused": [{"item": item_id, "reason": sentence} for item_id, sentence in report.refused],
    }
    if report.refused and not report.queued:
        raise Refused("Nothing was published: " + report.refused[0][1], answer)
    return answer


@click.command()
@command
def sync(output: Output) -> Answer:
    """Send what waits and fetch what is new."""
    from studio.services import syncing

    with output.studio() as studio:
        report = syncing.sync(studio, Lines())
        status = syncing.status(studio)
    output.line(report.sentence)
    output.line(status.sentence)
    return {
        "sent": report.sent,
        "received": dict(report.received),
        "unreachable": list(report.unreachable),
        "state": status.state,
        "waiting": status.waiting,
        "blocked": status.blocked,
    }


@click.command()
@command
def inbox(output: Output) -> Answer:
    """Show who wrote, liked and offered."""
    from studio.services import inbox as service

    with output.studio() as studio:
        people = service.people(studio)
        offers = service.open_offers(studio)
        titles = {offer.id: service.item_of(studio, offer.listing_id) for offer in offers}
    for line in people:
        marks = [f"{line.unread_count} new"] if line.unread_count else []
        marks += [plural("{n} like", "{n} likes", line.like_count)] if line.like_count else []
        output.line(f"{line.person.name:<16} {' · '.join(marks):<18} {line.last_text[:80]}")
    for offer in offers:
        item = titles[offer.id]
        output.line(f"offer {Money(offer.price_minor, offer.currency)} for {item.title if item else '?'}")
    return {
        "people": [
            {
                "id": line.person.id,
                "name": line.person.name,
                "unread": line.unread_count,
                "likes": line.like_count,
                "last_text": line.last_text,
                "last_at": line.last_at,
            }
            for line in people
        ],
        "offers": [dataclasses.asdict(offer) for offer in offers],
    }


@click.command("orders")
@command
def orders_(output: Output) -> Answer:
    """List the orders, those to be sent first at the front."""
    from studio.services import orders

    with output.studio() as studio:
        found = orders.orders(studio)
    output.table(
        [
            (o.number, o.state.value, o.buyer_first_name, str(Money(o.total_minor, o.currency)), _day(o.ship_by))
            for o in found
        ]
    )
    output.line(plural("{n} order", "{n} orders", len(found)))
    return {"orders": [dataclasses.asdict(order) for order in found]}


@click.command()
@command
def outbox(output: Output) -> Answer:
    """Show what waits to be sent, and why."""
    from studio.services import syncing

    with output.studio() as studio:
        found = syncing.outbox(studio)
    output.table([(c.kind.value, c.state.value, c.title, c.reason) for c in found])
    output.line(plural("{n} change", "{n} changes", len(found)))
    return {"changes": [dataclasses.asdict(change) | {"payload": dict(change.payload)} for change in found]}


def _day(when: object) -> str:
    return f"{when:%Y-%m-%d %H:%M}" if when else ""


COMMANDS = (publish, sync, inbox, orders_, outbox)
