"""The market as a process: its gate, its faults, its death, its life, its paper."""

import http.client
import io
import json
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pypdfium2
import pytest
import requests
import zxingcpp

from tests.demo_market.playing import Market, Seller, picture


def refused_start(folder: Path, *options: str) -> str:
    command = [sys.executable, "-m", "studio.demo_market", "--data", str(folder), *options]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (said.returncode, said.stdout) == (1, "")
    return said.stderr


def test_a_second_start_on_the_same_folder_is_refused_with_one_sentence(market: Market) -> None:
    said = refused_start(market.folder)
    assert said.count("\n") == 1
    assert "already runs" in said


def test_a_taken_port_is_told_in_one_sentence(market: Market, tmp_path: Path) -> None:
    said = refused_start(tmp_path, "--port", str(urlsplit(market.url).port))
    assert said.count("\n") == 1
    assert "Choose another port" in said


def test_the_market_says_where_it_is_and_goes_with_its_parent(tmp_path: Path) -> None:
    started = Market(tmp_path)
    assert json.loads((tmp_path / "market.json").read_text()) == started.ready
    assert started.ready["pid"] == started.process.pid
    assert started.stop() == 0
    assert not (tmp_path / "market.json").exists()


def test_a_market_that_is_asked_to_stop_leaves_cleanly(tmp_path: Path) -> None:
    started = Market(tmp_path)
    started.process.send_signal(signal.SIGTERM)
    assert started.process.wait(20) == 0
    started.stop()
    assert not (tmp_path / "market.json").exists()


def test_what_was_answered_survives_a_kill_and_the_address_stays(tmp_path: Path) -> None:
    first = Market(tmp_path)
    seller = Seller(first)
    content = picture()
    photo = seller.upload(content).json()
    listing = seller.publish(photos=[photo["id"]])
    made = seller.call("POST", "/v1/listings", {"title": "Kept"}, key="kept-1")
    feed, _ = seller.feed()
    first.kill()
    second = Market(tmp_path)
    assert second.url == first.url
    assert seller.get(f"/v1/listings/{listing['id']}") == listing
    assert seller.call("GET", photo["url"]).content == content
    assert seller.call("POST", "/v1/listings", {"title": "Kept"}, key="kept-1").content == made.content
    assert seller.feed()[0] == feed
    seller.session.close()
    second.stop()


def raw(market: Market, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> tuple[int, Any]:
    connection = http.client.HTTPConnection(urlsplit(market.url).netloc, timeout=30)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())
    finally:
        connection.close()


@pytest.mark.parametrize("host", ["shop.example", "127.0.0.1.shop.example", "", "[", "localhost.:1"])
def test_a_foreign_host_name_is_turned_away(market: Market, host: str) -> None:
    assert raw(market, "GET", "/openapi.json", {"Host": host})[0] in (400, 421)


def test_a_page_from_elsewhere_cannot_play_a_buyer(market: Market) -> None:
    body = b'{"advance_s": 60}'
    headers = {"Content-Type": "text/plain", "Origin": "http://shop.example"}
    assert raw(market, "POST", "/demo/clock", headers, body)[0] == 403
    own = {"Content-Type": "application/json", "Origin": market.url}
    assert raw(market, "POST", "/demo/visit", own, b"{}")[0] == 422


def test_a_giant_is_stopped_whether_or_not_it_tells_its_size(market: Market) -> None:
    assert raw(market, "POST", "/demo/clock", {"Content-Type": "application/json"}, b" " * 300_000)[0] == 413
    chunks = (b" " * 64_000 for _ in range(8))
    answer = market.session.post(f"{market.url}/demo/clock", data=chunks, timeout=30)
    assert answer.status_code == 413


@pytest.mark.parametrize(
    "body", [b"{", b"[1]", b'{"advance_s": NaN}', b'{"advance_s": 1e999}', b"[" * 9000, b"\xff\xfe"]
)
def test_bad_json_is_a_sentence_and_never_our_fault(market: Market, body: bytes) -> None:
    status, problem = raw(market, "POST", "/demo/clock", {"Content-Type": "application/json"}, body)
    assert status in (400, 422)
    assert problem["detail"].endswith(".")


def test_every_answer_names_its_request(market: Market) -> None:
    given = market.session.get(f"{market.url}/v1/me", headers={"X-Request-Id": "round-7"}, timeout=30)
    assert given.headers["X-Request-Id"] == given.json()["request_id"] == "round-7"
    made = market.session.get(f"{market.url}/nowhere", headers={"X-Request-Id": "é" * 9}, timeout=30)
    assert re.fullmatch(r"[0-9a-f]{16}", made.headers["X-Request-Id"])
    assert made.json()["type"] == "/problems/http"


def test_limits_and_taxonomy_say_what_the_server_enforces(seller: Seller) -> None:
    limits = seller.get("/v1/limits")
    assert seller.draft(title="x" * limits["title_max"])["title"]
    refused = seller.call("POST", "/v1/listings", {"title": "x" * (limits["title_max"] + 1)})
    assert refused.status_code == 422
    for condition in seller.get("/v1/taxonomy")["conditions"]:
        assert seller.post("/v1/listings", {"condition": condition["id"]})["condition"] == condition["id"]
    assert seller.get("/v1/me")["address"]["city"] == "Portland"


def test_faults_strike_as_planned_and_the_writes_behind_them_happen_once(
    own_market: Market, own_seller: Seller
) -> None:
    own_market.demo("faults", rate=1, kind="drop", method="POST")
    with pytest.raises(requests.ConnectionError):
        own_seller.call("POST", "/v1/listings", {"sku": "F-1"}, key="f-1")
    own_market.demo("faults", rate=1, kind="reply-lost", method="POST", times=1)
    with pytest.raises(requests.ConnectionError):
        own_seller.call("POST", "/v1/listings", {"sku": "F-1"}, key="f-1")
    again = own_seller.call("POST", "/v1/listings", {"sku": "F-1"}, key="f-1")
    assert again.headers["Idempotency-Replayed"] == "true"
    own_market.demo("faults", rate=1, kind="429")
    slowed = own_seller.call("GET", "/v1/me")
    assert (slowed.status_code, slowed.headers["Retry-After"]) == (429, "1")
    own_market.demo("faults", rate=1, kind=["5xx"], path="/v1/listings")
    assert own_seller.call("GET", "/v1/listings").status_code == 503
    assert own_market.demo("faults", rate=1, kind="slow", delay_s=0.01)["struck_before"] == 1
    assert own_seller.get("/v1/listings?sku=F-1")["total"] == 1
    own_market.demo("faults", rate=0)
    assert own_seller.call("GET", "/v1/me").status_code == 200


def test_offers_run_out_and_parcels_arrive_as_the_clock_moves(own_market: Market, own_seller: Seller) -> None:
    listing, sold = own_seller.publish(), own_seller.publish()
    offer = own_market.demo("offer", buyer="Dee K.", listing=listing["id"], price_minor=4000)
    order = own_market.demo("buy", buyer="Dee K.", listing=sold["id"])
    own_seller.post(f"/v1/orders/{order['id']}/shipments", {"weight_g": 600})
    own_market.demo("clock", advance_s=86_399)
    assert own_seller.get(f"/v1/offers/{offer['id']}")["status"] == "open"
    own_market.demo("clock", advance_s=60)
    late = own_seller.call("POST", f"/v1/offers/{offer['id']}/accept")
    assert (late.status_code, late.json()["current"]["status"]) == (409, "expired")
    own_market.demo("clock", advance_s=3 * 86_400)
    assert own_seller.get(f"/v1/orders/{order['id']}")["status"] == "delivered"


def lively_day(market: Market, seller: Seller, seed: int) -> list[tuple[str, str, str]]:
    """Publish one piece and counter the offer on it; gives who did what."""
    seller.publish(sku="LIFE-1", price_minor=8000, title="Camel coat")
    acts = []
    for _ in range(40):
        acts += market.demo("life/tick", seed=seed)["acts"]
        for offer in seller.get("/v1/offers?status=open")["offers"]:
            if offer["sender"] == "buyer":
                seller.post(f"/v1/offers/{offer['id']}/counter", {"price_minor": 6400})
    return [(act["buyer"], act["act"], act["sku"]) for act in acts]


def test_life_goes_from_a_like_over_a_haggle_to_an_order_and_repeats_by_its_seed(
    own_market: Market, own_seller: Seller, tmp_path: Path
) -> None:
    acts = lively_day(own_market, own_seller, seed=7)
    assert [act for _, act, _ in acts] == ["like", "like", "ask", "offer", "accept"]
    order = own_seller.get("/v1/orders")["orders"][0]
    assert order["items_minor"] == 6400
    assert order["buyer"]["name"] == acts[-1][0]
    other = Market(tmp_path / "other")
    same = Seller(other)
    assert lively_day(other, same, seed=7) == acts
    same.session.close()
    other.stop()


def test_a_buyer_answers_the_seller_and_thanks_for_the_parcel(own_market: Market, own_seller: Seller) -> None:
    own_seller.publish(price_minor=8000)
    own_market.demo("life/tick", count=4)
    thread = own_seller.get("/v1/conversations")["conversations"][-1]
    own_seller.post(f"/v1/conversations/{thread['id']}/messages", {"text": "18 in pit to pit, 26 in long."})
    assert own_market.demo("life/tick")["acts"][0]["act"] == "reply"
    own_market.demo("life/tick", count=4)
    offer = own_seller.get("/v1/offers?status=open")["offers"][0]
    order_id = own_seller.post(f"/v1/offers/{offer['id']}/accept")["order_id"]
    own_seller.post(f"/v1/orders/{order_id}/shipments", {"weight_g": 700})
    assert [act["act"] for act in own_market.demo("life/tick", count=5)["acts"]] == ["thank"]


def test_nobody_snatches_a_piece_while_the_seller_thinks_about_an_offer(own_market: Market, own_seller: Seller) -> None:
    own_seller.publish(price_minor=8000)
    assert "buy" not in [act["act"] for act in own_market.demo("life/tick", count=30)["acts"]]
    offer = own_seller.get("/v1/offers?status=open")["offers"][0]
    own_seller.post(f"/v1/offers/{offer['id']}/decline")
    assert [act["act"] for act in own_market.demo("life/tick")["acts"]] == ["buy"]


def test_a_life_of_its_own_begins_with_the_first_listing(tmp_path: Path) -> None:
    market = Market(tmp_path, "--life", "3")
    seller = Seller(market)
    seller.publish()
    with seller.listen() as lines:
        while not seller.feed(kinds="like")[0]:
            next(lines)
    seller.session.close()
    market.stop()


def test_the_closet_page_shows_what_is_for_sale_and_takes_no_markup(seller: Seller) -> None:
    url = seller.market.url
    listing = seller.publish(title="<script>alert(1)</script>", brand="A&B", original_price_minor=9900)
    hidden = seller.draft(title="Not yet")
    page = requests.get(url, timeout=30)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "<script>" not in page.text
    assert "<s>$99.00</s>" in page.text
    assert "Not yet" not in page.text
    assert "script-src" not in page.headers["Content-Security-Policy"]
    one = requests.get(url + listing["url"], timeout=30)
    assert "A&amp;B" in one.text
    assert requests.get(f"{url}/p/{listing['photos'][0]}/thumb", timeout=30).headers["Content-Type"] == "image/jpeg"
    assert requests.get(f"{url}/p/{hidden['photos'][0]}", timeout=30).status_code == 404
    assert requests.get(url + hidden["url"], timeout=30).status_code == 404


def test_the_label_reads_like_its_order_to_people_and_scanners(seller: Seller) -> None:
    listing = seller.publish(weight_g=394, sku="LB-0412")
    order = seller.market.demo("buy", buyer="Marisol R.", listing=listing["id"])
    answer = seller.call("GET", order["label_url"])
    assert answer.headers["Content-Type"] == "application/pdf"
    page = pypdfium2.PdfDocument(answer.content)[0]
    assert page.get_size() == (288, 432)
    text = page.get_textpage().get_text_range()
    for words in ("MARISOL REYES", "1200 EXAMPLE AVE", "APT 4B", "PORTLAND OR 97201", "18 EXAMPLE LANE", "CLOSET POST"):
        assert words in text
    assert f"ORDER {order['number']}" in text
    assert "WEIGHT 1 LB 1 OZ" in text
    assert "LB-0412" in text
    codes = zxingcpp.read_barcodes(page.render(scale=203 / 72).to_pil())
    assert [(code.format, code.text) for code in codes] == [(zxingcpp.BarcodeFormat.Code128, order["tracking"])]


def test_a_label_carries_the_weight_of_the_scales_and_names_in_plain_letters(seller: Seller) -> None:
    listing = seller.publish()
    order = seller.market.demo("buy", buyer="Zoë Łukasiewicz-Okonkwo-Featherstonehaugh", listing=listing["id"])
    answer = seller.call("GET", f"{order['label_url']}?weight_g=2268")
    text = pypdfium2.PdfDocument(io.BytesIO(answer.content))[0].get_textpage().get_text_range()
    assert "WEIGHT 5 LB 1 OZ" in text
    assert "ZOE LUKASIEWICZ-OKONKWO-FEATHERSTONEHAUGH" in text
    assert seller.call("GET", f"{order['label_url']}?weight_g=0").status_code == 422


def test_the_contract_names_every_address(market: Market) -> None:
    paths = market.session.get(f"{market.url}/openapi.json", timeout=30).json()["paths"]
    assert {"/v1/changes", "/v1/listings/{listing_id}", "/v1/orders/{order_id}/label.pdf", "/oauth/token"} <= set(paths)


def test_a_seeded_rail_is_full_and_its_pictures_can_be_drawn(seller: Seller) -> None:
    made = seller.market.demo("seed", seed=5, listings=4)["listings"]
    rows = [seller.get(f"/v1/listings/{listing_id}") for listing_id in made]
    assert {row["status"] for row in rows} == {"active"}
    assert len({row["photos"][0] for row in rows}) == 4
    assert seller.call("GET", f"/v1/photos/{rows[0]['photos'][0]}/thumb").content.startswith(b"\xff\xd8")


def test_a_listing_that_comes_later_does_not_change_the_story_of_an_earlier_one(
    own_market: Market, own_seller: Seller
) -> None:
    own_seller.publish(sku="A", price_minor=8000)
    own_seller.publish(sku="B", price_minor=8000)
    first = own_market.demo("life/tick", seed=7, count=1)["acts"]
    own_seller.publish(sku="C", price_minor=8000)
    rest = own_market.demo("life/tick", seed=7, count=6)["acts"]
    assert [act["act"] for act in first + rest if act["sku"] == "A"] == ["like", "like", "ask", "offer"]
