"""The market's life: simulated buyers who like, ask, haggle and buy, by a seeded script and one small act a tick."""

import asyncio
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studio.demo_market import buyers, conversations, deals, interest, life_texts, offers, orders, rules
from studio.demo_market.store import Row, Store, Transaction

LIVELY_TICKS = 14
LIVELY_PAUSE_S = (3.0, 5.0)
CALM_PAUSE_S = (25.0, 60.0)
IDLE_PAUSE_S = 2.0
BETWEEN_LISTINGS_TICKS = 4
HAGGLED_FROM_MINOR = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One thing a buyer did."""

    buyer: str
    act: str
    listing_id: str
    sku: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a buyer will do about a listing, and how many ticks after it was seen."""

    after: int
    act: str
    buyer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One tick: its number, and the dice that fall the same for the same seed."""

    seed: int
    number: int
    dice: random.Random


def storyline(seed: int, ordinal: int) -> list[Plan]:
    """The plans for the market's `ordinal`-th listing. The first one meets everything, later ones some of it."""
    dice = random.Random(f"{seed}/story/{ordinal}")
    first, second, third = dice.sample(list(buyers.REGULARS), 3)
    plans = [Plan(after=1, act="like", buyer=first)]
    if ordinal == 0 or dice.random() < 0.6:
        plans.append(Plan(after=2, act="like", buyer=second))
    if ordinal == 0 or dice.random() < 0.3:
        plans.append(Plan(after=3, act="ask", buyer=first))
    if ordinal == 0 or dice.random() < 0.4:
        plans.append(Plan(after=5, act="offer", buyer=second))
    if ordinal in (0, 1) or dice.random() < 0.35:
        plans.append(Plan(after=10 if ordinal == 0 else 6, act="buy", buyer=third))
    return plans


def limit_minor(seed: int, ordinal: int, buyer: str, price_minor: int) -> int:
    """The most that this buyer would secretly pay."""
    share = random.Random(f"{seed}/limit/{ordinal}/{buyer}").uniform(0.8, 0.95)
    return max(rules.PRICE_MIN_MINOR, int(price_minor * share))


def tick(tx: Transaction, seed: int) -> Act | None:
    """Let at most one buyer do one thing: answer what waits first, else go on with the storylines."""
    number = tx.count_up("life_tick")
    moment = Moment(seed=seed, number=number, dice=random.Random(f"{seed}/tick/{number}"))
    _notice_new_listings(tx, number)
    for step in (_answer_seller, _thank, _reply, _follow_storyline):
        act = step(tx, moment)
        if act is not None:
            return act
    return None


async def live(store: Store, seed: int) -> None:
    """Tick for ever: lively while the first listings find their buyers, calm from then on."""
    while True:
        await asyncio.sleep(await asyncio.to_thread(_live_once, store, seed))


def _live_once(store: Store, seed: int) -> float:
    with store.writing() as tx:
        if not tx.number("SELECT count(*) FROM listings WHERE status = 'active' OR status = 'sold'"):
            return IDLE_PAUSE_S
        tick(tx, seed)
        number = int(tx.meta("life_tick", "0"))
    span = LIVELY_PAUSE_S if number <= LIVELY_TICKS else CALM_PAUSE_S
    return random.Random(f"{seed}/pause/{number}").uniform(*span)


def _notice_new_listings(tx: Transaction, number: int) -> None:
    """Listings that came up together are taken one after the other, as people browse."""
    fresh = tx.all(
        "SELECT id FROM listings WHERE status = 'active' AND id NOT IN (SELECT listing_id FROM stories) "
        "ORDER BY published_at, rowid"
    )
    first = tx.number("SELECT count(*) FROM stories")
    for place, row in enumerate(fresh):
        seen_tick = number - 1 + place * BETWEEN_LISTINGS_TICKS
        tx.insert("stories", {"ordinal": first + place, "listing_id": row["id"], "seen_tick": seen_tick})


def _stories(tx: Transaction) -> Iterator[tuple[int, Row, int]]:
    """Ordinal, listing and the tick from which it counts as seen, oldest first."""
    for story in tx.all("SELECT * FROM stories ORDER BY ordinal"):
        listing = tx.one("SELECT * FROM listings WHERE id = ? AND deleted_at IS NULL", story["listing_id"])
        if listing is not None:
            yield story["ordinal"], listing, story["seen_tick"]


def _answer_seller(tx: Transaction, moment: Moment) -> Act | None:
    """Buyers accept a counter within their limit; an offer to likers within it tempts half of them."""
    for ordinal, listing, _ in _stories(tx):
        for offer in tx.all(
            "SELECT * FROM offers WHERE listing_id = ? AND sender = 'seller' AND status = 'open' ORDER BY rowid",
            listing["id"],
        ):
            buyer = buyers.fetch(tx, offer["buyer_id"])
            if offer["expires_at"] <= tx.now or buyer["name"] not in buyers.REGULARS:
                continue
            if _remembers(tx, offer["id"], buyer["name"], "considered"):
                continue
            _remember(tx, offer["id"], buyer["name"], "considered")
            affordable = offer["price_minor"] <= limit_minor(
                moment.seed, ordinal, buyer["name"], listing["price_minor"]
            )
            if affordable and (offer["kind"] == "counter" or moment.dice.random() < 0.5):
                deals.accept(tx, offer, "seller")
                _say(tx, buyer, listing, moment.dice.choice(life_texts.JUST_BOUGHT))
                return _act(buyer, "accept", listing)
            if offer["kind"] == "counter":
                deals.decline(tx, offer, "seller")
                _say(tx, buyer, listing, moment.dice.choice(life_texts.TOO_MUCH))
                return _act(buyer, "decline", listing)
    return None


def _thank(tx: Transaction, moment: Moment) -> Act | None:
    """A word of thanks for a parcel on its way."""
    for order in tx.all("SELECT * FROM orders WHERE status = 'shipped' ORDER BY number"):
        buyer = buyers.fetch(tx, order["buyer_id"])
        listing = tx.one("SELECT * FROM listings WHERE order_id = ?", order["id"])
        if listing is None or buyer["name"] not in buyers.REGULARS:
            continue
        if not _remembers(tx, order["id"], buyer["name"], "thanked"):
            _remember(tx, order["id"], buyer["name"], "thanked")
            _say(tx, buyer, listing, moment.dice.choice(life_texts.THANKS))
            return _act(buyer, "thank", listing)
    return None


def _reply(tx: Transaction, moment: Moment) -> Act | None:
    """A buyer who asked about a listing answers the seller's first message once."""
    for _, listing, _ in _stories(tx):
        for asked in tx.all("SELECT * FROM memories WHERE subject_id = ? AND act = 'ask'", listing["id"]):
            buyer = buyers.named(tx, asked["buyer"])
            thread = conversations.open_with(tx, buyer, listing["id"])
            last = conversations.messages(tx, thread["id"])[-1:]
            if last and last[0]["sender"] == "seller" and not _remembers(tx, listing["id"], buyer["name"], "reply"):
                _remember(tx, listing["id"], buyer["name"], "reply")
                _say(tx, buyer, listing, moment.dice.choice(life_texts.REPLIES))
                return _act(buyer, "reply", listing)
    return None


def _follow_storyline(tx: Transaction, moment: Moment) -> Act | None:
    """Do the plan that is due longest and can be done now."""
    due = [
        (seen_tick + plan.after, ordinal, plan, listing)
        for ordinal, listing, seen_tick in _stories(tx)
        if listing["status"] == "active"
        for plan in storyline(moment.seed, ordinal)
        if seen_tick + plan.after <= moment.number and not _remembers(tx, listing["id"], plan.buyer, plan.act)
        if plan.act != "offer" or listing["price_minor"] >= HAGGLED_FROM_MINOR
    ]
    for _, _, plan, listing in sorted(due, key=lambda entry: entry[:2]):
        buyer = buyers.named(tx, plan.buyer)
        if plan.act == "buy" and _somebody_haggles(tx, listing):
            continue
        _remember(tx, listing["id"], plan.buyer, plan.act)
        ACTS[plan.act](tx, listing, buyer, moment.dice)
        return _act(buyer, plan.act, listing)
    return None


def _like(tx: Transaction, listing: Row, buyer: Row, dice: random.Random) -> None:
    interest.visit(tx, listing)
    interest.like(tx, listing, buyer)


def _ask(tx: Transaction, listing: Row, buyer: Row, dice: random.Random) -> None:
    _say(tx, buyer, listing, dice.choice(life_texts.QUESTIONS))


def _offer(tx: Transaction, listing: Row, buyer: Row, dice: random.Random) -> None:
    """Seven or eight tenths of the price, in whole dollars."""
    price_minor = int(listing["price_minor"] * dice.uniform(0.7, 0.8)) // 100 * 100
    line = dice.choice(life_texts.OFFER_LINES).replace("${price}", f"${price_minor // 100}")
    offers.make(tx, listing, buyer, price_minor, line)


def _buy(tx: Transaction, listing: Row, buyer: Row, dice: random.Random) -> None:
    orders.place(tx, buyer, [(listing, listing["price_minor"])], note=dice.choice(life_texts.JUST_BOUGHT))


ACTS: dict[str, Callable[[Transaction, Row, Row, random.Random], None]] = {
    "like": _like,
    "ask": _ask,
    "offer": _offer,
    "buy": _buy,
}


def _somebody_haggles(tx: Transaction, listing: Row) -> bool:
    """Nobody snatches a piece away while the seller thinks about an offer on it."""
    return bool(tx.number("SELECT count(*) FROM offers WHERE listing_id = ? AND status = 'open'", listing["id"]))


def _say(tx: Transaction, buyer: Row, listing: Row, text: str) -> None:
    conversations.say(tx, conversations.open_with(tx, buyer, listing["id"]), "buyer", text, listing_id=listing["id"])


def _act(buyer: Row, act: str, listing: Row) -> Act:
    return Act(buyer=buyer["name"], act=act, listing_id=listing["id"], sku=listing["sku"])


def _remember(tx: Transaction, subject_id: str, buyer: str, act: str) -> None:
    tx.insert("memories", {"subject_id": subject_id, "buyer": buyer, "act": act})


def _remembers(tx: Transaction, subject_id: str, buyer: str, act: str) -> bool:
    row = tx.one("SELECT 1 FROM memories WHERE subject_id = ? AND buyer = ? AND act = ?", subject_id, buyer, act)
    return row is not None
