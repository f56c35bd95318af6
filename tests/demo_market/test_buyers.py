"""Likes, offers, messages and orders: what passes between the seller and the buyers."""

from typing import Any

import pytest

from tests.demo_market.playing import Seller


def offer(seller: Seller, listing: Any, price_minor: int, buyer: str = "Marisol R.") -> Any:
    return seller.market.demo("offer", buyer=buyer, listing=listing["id"], price_minor=price_minor)


def like(seller: Seller, listing: Any, buyer: str) -> Any:
    return seller.market.demo("like", buyer=buyer, listing=listing["sku"])


def status_of(seller: Seller, kind: str, row: Any) -> str:
    return str(seller.get(f"/v1/{kind}/{row['id']}")["status"])


def test_liking_twice_is_one_like_and_unliking_takes_it_back(seller: Seller) -> None:
    listing = seller.publish()
    path = f"/v1/listings/{listing['id']}/likes"
    assert like(seller, listing, "Ana P.") == like(seller, listing, "Ana P.")
    assert [row["buyer"]["first_name"] for row in seller.get(path)["likes"]] == ["Ana"]
    seller.market.demo("unlike", buyer="Ana P.", listing=listing["id"])
    assert seller.get(path)["likes"] == []


def test_visits_are_counted(seller: Seller) -> None:
    listing = seller.publish()
    seller.market.demo("visit", buyer="Ana P.", listing=listing["id"])
    assert seller.get(f"/v1/listings/{listing['id']}")["counts"]["views"] == 1


def test_an_accepted_offer_is_an_order_and_declines_the_others(seller: Seller) -> None:
    listing = seller.publish(price_minor=6805, weight_g=500)
    losing = offer(seller, listing, 5000, "Dee K.")
    winning = offer(seller, listing, 5505)
    accepted = seller.post(f"/v1/offers/{winning['id']}/accept")
    order = seller.get(f"/v1/orders/{accepted['order_id']}")
    assert accepted["status"] == "accepted"
    assert (order["items_minor"], order["fee_minor"], order["payout_minor"]) == (5505, 551, 4954)
    assert [line["price_minor"] for line in order["lines"]] == [5505]
    assert order["buyer"]["first_name"] == "Marisol"
    assert order["ship_to"]["street"] == "1200 Example Ave"
    assert order["offer_id"] == winning["id"]
    assert status_of(seller, "offers", losing) == "declined"
    assert status_of(seller, "listings", listing) == "sold"


def test_an_answered_offer_cannot_be_answered_again_and_shows_how_it_stands(seller: Seller) -> None:
    made = offer(seller, seller.publish(), 4000)
    declined = seller.post(f"/v1/offers/{made['id']}/decline")
    late = seller.call("POST", f"/v1/offers/{made['id']}/accept")
    assert late.status_code == 409
    assert late.json()["current"] == declined


def test_a_counter_is_answered_by_the_buyer(seller: Seller) -> None:
    listing = seller.publish(price_minor=6000)
    made = offer(seller, listing, 4000)
    counter = seller.post(f"/v1/offers/{made['id']}/counter", {"price_minor": 5000, "message": "Meet me halfway?"})
    assert (counter["parent_id"], counter["sender"], counter["kind"]) == (made["id"], "seller", "counter")
    assert status_of(seller, "offers", made) == "countered"
    assert seller.call("POST", f"/v1/offers/{counter['id']}/accept").status_code == 409
    answered = seller.market.demo("counter-answer", buyer="Marisol R.", listing=listing["id"], accept=True)
    assert seller.get(f"/v1/orders/{answered['order_id']}")["items_minor"] == 5000


def test_a_counter_the_buyer_declines_leaves_the_piece_for_sale(seller: Seller) -> None:
    listing = seller.publish()
    made = offer(seller, listing, 4000)
    counter = seller.post(f"/v1/offers/{made['id']}/counter", {"price_minor": 4800})
    seller.market.demo("counter-answer", buyer="Marisol R.", listing=listing["id"], accept=False)
    assert status_of(seller, "offers", counter) == "declined"
    assert status_of(seller, "listings", listing) == "active"


@pytest.mark.parametrize("price_minor", [4000, 3999, 5001])
def test_a_counter_lies_between_the_offer_and_the_price(seller: Seller, price_minor: int) -> None:
    made = offer(seller, seller.publish(price_minor=5000), 4000)
    refused = seller.call("POST", f"/v1/offers/{made['id']}/counter", {"price_minor": price_minor})
    assert refused.status_code == 422
    assert status_of(seller, "offers", made) == "open"


def test_a_new_offer_by_the_same_buyer_replaces_the_old_one(seller: Seller) -> None:
    listing = seller.publish()
    first = offer(seller, listing, 3500)
    offer(seller, listing, 4000)
    assert status_of(seller, "offers", first) == "withdrawn"
    assert len(seller.get(f"/v1/offers?listing_id={listing['id']}&status=open")["offers"]) == 1


def test_an_offer_to_likers_reaches_each_and_lies_a_tenth_below(seller: Seller) -> None:
    listing = seller.publish(price_minor=4999)
    path = f"/v1/listings/{listing['id']}/offers-to-likers"
    assert "Nobody likes" in seller.call("POST", path, {"price_minor": 4499}).json()["detail"]
    like(seller, listing, "Ana P.")
    like(seller, listing, "Dee K.")
    high = seller.call("POST", path, {"price_minor": 4500})
    assert high.status_code == 422
    assert "4499 cents" in high.json()["detail"]
    made = seller.post(path, {"price_minor": 4499, "message": "Just for you"})
    assert (made["reached"], {row["buyer"]["name"] for row in made["offers"]}) == (2, {"Ana P.", "Dee K."})
    bought = seller.market.demo("counter-answer", buyer="Ana P.", listing=listing["id"], accept=True)
    assert bought["status"] == "accepted"
    statuses = {
        row["buyer"]["name"]: row["status"] for row in seller.get(f"/v1/offers?listing_id={listing['id']}")["offers"]
    }
    assert statuses == {"Ana P.": "accepted", "Dee K.": "declined"}


def test_a_sold_piece_cannot_be_sold_again(seller: Seller) -> None:
    listing = seller.publish()
    seller.market.demo("buy", buyer="Dee K.", listing=listing["id"], also=[listing["sku"]])
    again = seller.market.session.post(
        f"{seller.market.url}/demo/buy", json={"buyer": "Ana P.", "listing": listing["id"]}, timeout=30
    )
    assert again.status_code == 409
    assert seller.call("DELETE", f"/v1/listings/{listing['id']}", if_match="*").status_code == 409
    edited = seller.call("PATCH", f"/v1/listings/{listing['id']}", {"price_minor": 9900}, if_match="*")
    assert edited.status_code == 409


def test_a_bundle_is_one_order_with_a_line_and_a_fee_for_each_piece(seller: Seller) -> None:
    first, second = seller.publish(price_minor=1005, weight_g=300), seller.publish(price_minor=1005, weight_g=200)
    order = seller.market.demo("buy", buyer="Jo T.", listing=first["id"], also=[second["id"]], note="Thanks!")
    assert [line["sku"] for line in order["lines"]] == [first["sku"], second["sku"]]
    assert (order["items_minor"], order["fee_minor"], order["weight_g"]) == (2010, 202, 560)
    assert seller.get("/v1/conversations")["conversations"][0]["last_message"] == "Thanks!"


def test_a_bundle_with_one_piece_gone_is_no_order_at_all(seller: Seller) -> None:
    first, gone = seller.publish(), seller.draft()
    refused = seller.market.session.post(
        f"{seller.market.url}/demo/buy",
        json={"buyer": "Jo T.", "listing": first["id"], "also": [gone["id"]]},
        timeout=30,
    )
    assert refused.status_code == 409
    assert status_of(seller, "listings", first) == "active"


def test_shipping_marks_the_order_once(seller: Seller) -> None:
    listing = seller.publish()
    order = seller.market.demo("buy", buyer="Dee K.", listing=listing["id"])
    path = f"/v1/orders/{order['id']}"
    shipped = seller.post(f"{path}/shipments", {"weight_g": 640})
    assert shipped["status"] == "shipped"
    assert (shipped["shipment"]["tracking"], shipped["shipment"]["weight_g"]) == (order["tracking"], 640)
    assert seller.call("POST", f"{path}/shipments", {"weight_g": 640}).status_code == 409
    assert order["id"] in [row["id"] for row in seller.get("/v1/orders?status=shipped")["orders"]]


def test_a_cancelled_order_gives_the_piece_back_to_its_seller(seller: Seller) -> None:
    listing = seller.publish()
    seller.market.demo("buy", buyer="Dee K.", listing=listing["id"])
    order = seller.market.demo("cancel", buyer="Dee K.", listing=listing["id"])
    assert order["status"] == "cancelled"
    assert status_of(seller, "listings", listing) == "ended"
    assert seller.post(f"/v1/listings/{listing['id']}/relist")["status"] == "active"


def test_a_conversation_is_answered_and_marked_read_by_its_version(seller: Seller) -> None:
    listing = seller.publish()
    message = seller.market.demo("message", buyer="Priya S.", listing=listing["id"], text="Is the waist 26 flat?")
    path = f"/v1/conversations/{message['conversation_id']}"
    seen = seller.call("GET", path)
    assert (seen.json()["unread_count"], seen.json()["listing_id"]) == (1, listing["id"])
    seller.market.demo("message", buyer="Priya S.", text="Also, do you ship on Mondays?")
    late = seller.call("PATCH", path, {"read": True}, if_match=seen.headers["ETag"])
    assert late.status_code == 412
    assert late.json()["current"]["unread_count"] == 2
    marked = seller.call("PATCH", path, {"read": True}, if_match=f'"{late.json()["current"]["version"]}"')
    assert (marked.json()["read"], marked.json()["unread_count"]) == (True, 0)
    seller.post(f"{path}/messages", {"text": "It is, 13 in across.", "client_ref": "r-1"})
    texts = [row["text"] for row in seller.get(f"{path}/messages")["messages"]]
    assert texts == ["Is the waist 26 flat?", "Also, do you ship on Mondays?", "It is, 13 in across."]


def test_a_message_sent_again_under_its_own_reference_is_the_same_message(seller: Seller) -> None:
    message = seller.market.demo("message", buyer="Casey L.", text="Hello?")
    path = f"/v1/conversations/{message['conversation_id']}/messages"
    first = seller.post(path, {"text": "Hi!", "client_ref": "ref-1"})
    assert seller.post(path, {"text": "Hi!", "client_ref": "ref-1"}) == first
    assert seller.call("POST", path, {"text": "Bye!", "client_ref": "ref-1"}).status_code == 422
    assert seller.call("POST", path, {"text": "x" * 2001}).status_code == 422
    assert len(seller.get(path)["messages"]) == 2


def test_likers_are_told_of_a_drop_of_a_tenth_once(seller: Seller) -> None:
    listing = seller.publish(price_minor=5000, title="Silk blouse")
    like(seller, listing, "Nadia B.")
    path = f"/v1/listings/{listing['id']}"
    for price_minor in (4600, 4500, 9000, 4500):
        seller.call("PATCH", path, {"price_minor": price_minor}, if_match="*")
    told = seller.market.session.get(f"{seller.market.url}/demo/notices?buyer=Nadia B.", timeout=30).json()["notices"]
    assert [notice["text"] for notice in told] == ["Silk blouse is now $45.00 (was $50.00)."]


def test_an_edit_from_the_phone_moves_the_version_under_the_studio(seller: Seller) -> None:
    listing = seller.publish()
    seller.market.demo("edit-from-phone", listing=listing["sku"], changes={"title": "From the bus"})
    late = seller.call("PATCH", f"/v1/listings/{listing['id']}", {"title": "At home"}, if_match='"2"')
    assert late.json()["current"]["title"] == "From the bus"
    seller.market.demo("edit-from-phone", listing=listing["sku"], act="delete")
    assert seller.call("GET", f"/v1/listings/{listing['id']}").status_code == 410
