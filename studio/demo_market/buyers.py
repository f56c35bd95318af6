"""The market's people: known buyers, and any other that a buyers' verb names."""

import json
import zlib

from studio.demo_market.answers import Address, Buyer
from studio.demo_market.store import Row, Transaction, new_id

SELLER_ADDRESS = Address(
    name="Your Closet", street="18 Example Lane", city="Portland", region="OR", postal_code="97214", country="US"
)

REGULARS = {
    "Marisol R.": Address(
        name="Marisol Reyes",
        street="1200 Example Ave",
        street2="Apt 4B",
        city="Portland",
        region="OR",
        postal_code="97201",
        country="US",
    ),
    "Dee K.": Address(
        name="Dee Kowalski", street="77 Sample Street", city="Madison", region="WI", postal_code="53703", country="US"
    ),
    "Ana P.": Address(
        name="Ana Pires",
        street="415 Placeholder Road",
        city="Asheville",
        region="NC",
        postal_code="28801",
        country="US",
    ),
    "Jo T.": Address(
        name="Jo Tran",
        street="9 Specimen Court",
        street2="Unit 2",
        city="Tucson",
        region="AZ",
        postal_code="85701",
        country="US",
    ),
}

STREETS = ("Example Street", "Sample Avenue", "Placeholder Lane", "Specimen Drive", "Fictional Way")
CITIES = (
    ("Burlington", "VT", "05401"),
    ("Boise", "ID", "83702"),
    ("Savannah", "GA", "31401"),
    ("Duluth", "MN", "55802"),
    ("Santa Fe", "NM", "87501"),
)


def _address(name: str) -> Address:
    known = REGULARS.get(name)
    if known:
        return known
    number = zlib.crc32(name.encode())
    city, region, postal_code = CITIES[number % len(CITIES)]
    street = f"{number % 900 + 10} {STREETS[number // 7 % len(STREETS)]}"
    return Address(name=name, street=street, city=city, region=region, postal_code=postal_code, country="US")


def named(tx: Transaction, name: str) -> Row:
    """The buyer of this name, who joins the market now if nobody has it."""
    name = " ".join(name.split())
    row = tx.one("SELECT * FROM buyers WHERE name = ?", name)
    if row is None:
        address = _address(name)
        tx.insert(
            "buyers",
            {
                "id": new_id("buyer"),
                "name": name,
                "first_name": name.split(" ")[0],
                "address": address.model_dump_json(),
            },
        )
        row = tx.one("SELECT * FROM buyers WHERE name = ?", name)
    assert row is not None
    return row


def fetch(tx: Transaction, buyer_id: str) -> Row:
    row = tx.one("SELECT * FROM buyers WHERE id = ?", buyer_id)
    assert row is not None, buyer_id
    return row


def answer(tx: Transaction, buyer_id: str) -> Buyer:
    row = fetch(tx, buyer_id)
    return Buyer(id=row["id"], name=row["name"], first_name=row["first_name"])


def address(row: Row) -> Address:
    return Address.model_validate(json.loads(row["address"]))
