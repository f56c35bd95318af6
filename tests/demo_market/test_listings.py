import secrets
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests.demo_market.playing import Seller, picture


def test_a_draft_keeps_every_field_the_seller_gave(seller: Seller) -> None:
    photo = seller.upload(picture()).json()
    fields = {
        "sku": "KEEP-1",
        "title": "Linen shirt “Nora”",
        "description": "Two lines\nof honest words.",
        "brand": "Levi's",
        "category": "Women > Tops",
        "size": "M",
        "colours": ["Blue", "White"],
        "condition": "like_new",
        "price_minor": 2450,
        "original_price_minor": 6000,
        "currency": "USD",
        "photos": [photo["id"]],
        "tags": ["linen"],
        "weight_g": 240,
    }
    made = seller.call("POST", "/v1/listings", fields)
    assert made.status_code == 201
    kept = seller.get(made.headers["Location"])
    assert {name: kept[name] for name in fields} == fields
    assert (kept["status"], kept["version"]) == ("draft", 1)
    assert seller.get("/v1/listings?sku=KEEP-1")["listings"] == [kept]


def test_publishing_names_every_field_that_is_missing(seller: Seller) -> None:
    draft = seller.post("/v1/listings", {"title": "  "})
    refused = seller.call("POST", f"/v1/listings/{draft['id']}/publish")
    assert refused.status_code == 422
    assert {error["field"] for error in refused.json()["errors"]} == {"title", "price_minor", "photos"}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": "x" * 81}, "title"),
        ({"description": "x" * 1501}, "description"),
        ({"price_minor": 299}, "price_minor"),
        ({"price_minor": "3000"}, "price_minor"),
        ({"price_minor": True}, "price_minor"),
        ({"price_minor": 10**30}, "price_minor"),
        ({"photos": ["photo_nowhere"]}, "photos"),
        ({"photos": ["p"] * 17}, "photos"),
        ({"condition": "superb"}, "condition"),
        ({"tags": ["ok", 5]}, "tags.1"),
        ({"status": "sold"}, "status"),
        ({"title": None}, "title"),
        ({"title": "\ud800"}, "title"),
    ],
)
def test_a_refused_field_is_named_in_one_sentence(seller: Seller, fields: dict[str, Any], field: str) -> None:
    refused = seller.call("POST", "/v1/listings", fields)
    assert refused.status_code == 422
    problem = refused.json()
    assert [error["field"] for error in problem["errors"]] == [field]
    assert problem["detail"].endswith(".")
    assert refused.headers["Content-Type"] == "application/problem+json"


def test_an_edit_needs_the_version_it_was_made_against(seller: Seller) -> None:
    listing = seller.draft()
    path = f"/v1/listings/{listing['id']}"
    assert seller.call("PATCH", path, {"title": "A"}).status_code == 428
    edited = seller.call("PATCH", path, {"title": "A"}, if_match='"1"')
    assert (edited.status_code, edited.headers["ETag"]) == (200, '"2"')
    late = seller.call("PATCH", path, {"title": "B"}, if_match='"1"')
    assert late.status_code == 412
    assert late.json()["current"] == edited.json()
    assert late.headers["ETag"] == '"2"'
    assert seller.call("DELETE", path).status_code == 428
    assert seller.call("DELETE", path, if_match='"1"').status_code == 412


def test_an_edit_that_changes_nothing_is_no_new_version(seller: Seller) -> None:
    listing = seller.draft()
    same = seller.call("PATCH", f"/v1/listings/{listing['id']}", {"title": "Wool coat"}, if_match='"1"')
    assert same.json() == listing


def test_a_like_does_not_get_in_the_way_of_an_edit(seller: Seller) -> None:
    listing = seller.publish()
    seller.market.demo("like", buyer="Dee K.", listing=listing["id"])
    edited = seller.call(
        "PATCH", f"/v1/listings/{listing['id']}", {"price_minor": 4900}, if_match=f'"{listing["version"]}"'
    )
    assert edited.status_code == 200
    assert edited.json()["counts"]["likes"] == 1


def test_what_is_for_sale_stays_fit_for_sale(seller: Seller) -> None:
    listing = seller.publish()
    refused = seller.call("PATCH", f"/v1/listings/{listing['id']}", {"photos": []}, if_match="*")
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["field"] == "photos"


def test_a_sku_belongs_to_one_listing_and_is_free_again_after_its_end(seller: Seller) -> None:
    first = seller.draft(sku="ONE-1")
    taken = seller.call("POST", "/v1/listings", {"sku": "ONE-1"})
    assert taken.status_code == 409
    assert taken.json()["current"]["id"] == first["id"]
    assert seller.call("DELETE", f"/v1/listings/{first['id']}", if_match="*").status_code == 204
    assert seller.call("GET", f"/v1/listings/{first['id']}").status_code == 410
    assert seller.draft(sku="ONE-1")["id"] != first["id"]


def test_put_by_sku_makes_then_replaces(seller: Seller) -> None:
    made = seller.call("PUT", "/v1/listings/by-sku/PUT-1", {"title": "Scarf", "brand": "Acme"})
    assert made.status_code == 201
    replaced = seller.call("PUT", "/v1/listings/by-sku/PUT-1", {"title": "Silk scarf"}, if_match='"1"')
    assert replaced.status_code == 200
    assert (replaced.json()["id"], replaced.json()["brand"]) == (made.json()["id"], "")
    assert seller.call("PUT", "/v1/listings/by-sku/PUT-1", {"title": "Scarf"}, if_match='"1"').status_code == 412


def test_a_listing_goes_its_way_and_no_other(seller: Seller) -> None:
    path = f"/v1/listings/{seller.draft()['id']}"
    assert seller.call("POST", f"{path}/end").status_code == 409
    assert seller.post(f"{path}/publish")["status"] == "active"
    assert seller.post(f"{path}/share")["counts"]["shares"] == 1
    assert seller.post(f"{path}/end")["ended_at"]
    assert seller.call("POST", f"{path}/publish").status_code == 409
    assert seller.post(f"{path}/relist")["status"] == "active"
    assert seller.call("POST", f"{path}/steal").status_code == 404


def test_pages_of_listings_meet_each_one_once(seller: Seller) -> None:
    made = [seller.draft(title=f"Page {number}")["id"] for number in range(5)]
    seen: list[str] = []
    query = ""
    while True:
        page = seller.get(f"/v1/listings?status=draft&limit=2{query}")
        seen += [listing["id"] for listing in page["listings"]]
        if page["next"] is None:
            break
        query = f"&after={page['next']}"
    assert len(seen) == len(set(seen)) == page["total"]
    assert set(made) <= set(seen)


def test_the_same_key_makes_one_listing_and_answers_the_same(seller: Seller) -> None:
    key = secrets.token_hex(16)
    first = seller.call("POST", "/v1/listings", {"title": "Once"}, key=key)
    again = seller.call("POST", "/v1/listings", {"title": "Once"}, key=key)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["ETag"] == first.headers["ETag"]
    other = seller.call("POST", "/v1/listings", {"title": "Twice"}, key=key)
    assert other.status_code == 422
    assert seller.call("POST", "/v1/listings", {"title": "Once"}, key="two words").status_code == 422


def test_a_replay_answers_as_it_was_even_after_later_edits(seller: Seller) -> None:
    key = secrets.token_hex(16)
    path = f"/v1/listings/{seller.draft()['id']}"
    first = seller.call("PATCH", path, {"title": "First"}, key=key, if_match='"1"')
    seller.call("PATCH", path, {"title": "Second"}, if_match='"2"')
    assert seller.call("PATCH", path, {"title": "First"}, key=key, if_match='"1"').content == first.content
    assert seller.get(path)["title"] == "Second"


def test_a_refused_write_leaves_its_key_free(seller: Seller) -> None:
    key = secrets.token_hex(16)
    draft = seller.draft(photos=[])
    path = f"/v1/listings/{draft['id']}"
    assert seller.call("POST", f"{path}/publish", key=key).status_code == 422
    photo = seller.upload(picture()).json()["id"]
    seller.call("PATCH", path, {"photos": [photo]}, if_match='"1"')
    assert seller.call("POST", f"{path}/publish", key=key).json()["status"] == "active"


def test_twenty_at_once_with_one_key_make_one_listing(seller: Seller) -> None:
    key = secrets.token_hex(16)

    def create(_: int) -> tuple[int, str]:
        answer = seller.call("POST", "/v1/listings", {"title": "At once", "sku": "ATONCE"}, key=key)
        return answer.status_code, answer.json().get("id", "")

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(create, range(20)))
    assert {status for status, _ in answers} <= {201, 409}
    assert len({made for status, made in answers if status == 201}) == 1
    assert seller.get("/v1/listings?sku=ATONCE")["total"] == 1
