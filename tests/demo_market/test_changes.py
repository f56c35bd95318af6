import hashlib
import random
import secrets
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.demo_market.playing import Market, Seller


def test_the_feed_shows_each_row_as_its_own_address_does(seller: Seller) -> None:
    _, cursor = seller.feed()
    listing = seller.publish()
    seller.market.demo("like", buyer="Dee K.", listing=listing["id"])
    seller.market.demo("offer", buyer="Dee K.", listing=listing["id"], price_minor=4000, message="Would you?")
    order = seller.market.demo("buy", buyer="Ana P.", listing=listing["id"])
    changes, _ = seller.feed(cursor)
    last = {change["kind"]: change for change in changes}
    assert set(last) == {"listing", "like", "offer", "conversation", "message", "order"}
    assert last["listing"]["data"] == seller.get(f"/v1/listings/{listing['id']}")
    assert last["offer"]["data"] == seller.get(f"/v1/offers/{last['offer']['id']}")
    assert last["order"]["data"] == seller.get(f"/v1/orders/{order['id']}") == order
    conversation = last["conversation"]["data"]
    assert conversation == seller.get(f"/v1/conversations/{conversation['id']}")
    assert last["message"]["data"]["text"] == "Would you?"


def test_a_deleted_listing_leaves_a_tombstone_and_so_do_its_likes(seller: Seller) -> None:
    listing = seller.publish()
    liked = seller.market.demo("like", buyer="Dee K.", listing=listing["id"])
    _, cursor = seller.feed()
    seller.call("DELETE", f"/v1/listings/{listing['id']}", if_match="*")
    changes, _ = seller.feed(cursor)
    assert {(change["op"], change["id"]) for change in changes} == {("delete", listing["id"]), ("delete", liked["id"])}
    assert all(change["data"] is None for change in changes)


def test_kinds_choose_and_pages_join_without_a_seam(seller: Seller) -> None:
    for _ in range(3):
        seller.market.demo("like", buyer="Dee K.", listing=seller.publish()["id"])
    whole, _ = seller.feed()
    assert [change for change in whole if change["kind"] == "like"] == seller.feed(kinds="like", limit=2)[0]
    assert seller.feed(limit=3)[0] == whole
    assert seller.call("GET", "/v1/changes?kinds=gossip").status_code == 422
    assert seller.call("GET", "/v1/changes?cursor=bm9uc2Vuc2U").status_code == 422


def test_a_reader_misses_nothing_while_eight_write(seller: Seller) -> None:
    """Follow the feed during concurrent writes: order rises, and what was followed equals what is there."""
    _, cursor = seller.feed()
    listings = [seller.draft() for _ in range(8)]

    def rewrite(listing: Any) -> None:
        dice = random.Random(listing["id"])
        for _ in range(12):
            title = f"Coat {dice.randrange(10**9)}"
            seller.call("PATCH", f"/v1/listings/{listing['id']}", {"title": title}, if_match="*")

    seen: dict[str, Any] = {}
    numbers: list[int] = []
    with ThreadPoolExecutor(8) as pool:
        running = [pool.submit(rewrite, listing) for listing in listings]
        while True:
            done = all(writer.done() for writer in running)
            changes, cursor = seller.feed(cursor, kinds="listing", limit=5)
            for change in changes:
                assert change["version"] >= seen.get(change["id"], {"version": 0})["version"]
                seen[change["id"]] = change["data"]
            numbers += [change["seq"] for change in changes]
            if done:
                break
    assert numbers == sorted(set(numbers))
    assert seen == {listing["id"]: seller.get(f"/v1/listings/{listing['id']}") for listing in listings}
    assert all(row["version"] == 13 for row in seen.values())


def test_counts_agree_with_what_a_reader_of_the_feed_holds(seller: Seller) -> None:
    held = {(row["kind"], row["id"]): row["version"] for row in seller.feed()[0] if row["op"] == "put"}
    for kind, said in seller.get("/v1/counts").items():
        lines = [f"{row_id}:{version}\n" for (of, row_id), version in sorted(held.items()) if of == kind]
        assert said == {"count": len(lines), "hash": hashlib.sha256("".join(lines).encode()).hexdigest()}


def test_a_cursor_from_before_forgotten_tombstones_is_too_old(own_market: Market, own_seller: Seller) -> None:
    kept = own_seller.draft()
    _, before = own_seller.feed()
    gone = own_seller.draft()
    own_seller.call("DELETE", f"/v1/listings/{gone['id']}", if_match="*")
    _, after = own_seller.feed()
    own_market.demo("clock", advance_s=31 * 86_400)
    too_old = own_seller.call("GET", f"/v1/changes?cursor={before}")
    assert too_old.status_code == 410
    assert own_seller.feed(after)[0] == []
    assert [change["id"] for change in own_seller.feed()[0]] == [kept["id"]]


def test_a_cursor_of_another_market_is_too_old(own_seller: Seller, seller: Seller) -> None:
    _, cursor = own_seller.feed()
    assert seller.call("GET", f"/v1/changes?cursor={cursor}").status_code == 410


def test_a_batch_gives_each_write_its_own_outcome_and_replays(seller: Seller) -> None:
    listing = seller.draft()
    path = f"/v1/listings/{listing['id']}"
    writes: list[Any] = [
        {"key": secrets.token_hex(8), "method": "POST", "path": "/v1/listings", "body": {"title": "In a batch"}},
        {"key": secrets.token_hex(8), "method": "PATCH", "path": path, "body": {"title": "B"}, "if_match": '"9"'},
        {"key": secrets.token_hex(8), "method": "PATCH", "path": path, "body": {"title": "B"}, "if_match": '"1"'},
        {"key": secrets.token_hex(8), "method": "DELETE", "path": path, "if_match": '"2"'},
        {"key": secrets.token_hex(8), "method": "POST", "path": "/v1/batch", "body": {"writes": []}},
        {"key": secrets.token_hex(8), "method": "POST", "path": "/v1/nowhere", "body": {}},
    ]
    outcomes = seller.post("/v1/batch", {"writes": writes})["outcomes"]
    assert [outcome["status"] for outcome in outcomes] == [201, 412, 200, 204, 422, 404]
    assert [outcome["key"] for outcome in outcomes] == [write["key"] for write in writes]
    assert outcomes[2]["etag"] == '"2"'
    assert outcomes[3]["body"] is None
    again = seller.post("/v1/batch", {"writes": writes})["outcomes"]
    assert [outcome["status"] for outcome in again] == [201, 410, 200, 204, 422, 404]
    assert again[0]["body"] == outcomes[0]["body"]


def test_listeners_are_poked_when_the_feed_moves(seller: Seller) -> None:
    with seller.listen() as lines:
        assert next(lines) == ": listening"
        seller.draft()
        assert next(line for line in lines if line.startswith("event")) == "event: changed"
        assert next(lines) == "data: {}"
