import json
from pathlib import Path

import pytest

from studio.base import resources
from studio.base.errors import UserError
from studio.selling.replies import ReplyTemplate, fill, load_replies
from tests.selling.pieces import piece, ready_piece


def template(text: str) -> ReplyTemplate:
    return ReplyTemplate(id="test", name="Test", text=text)


def test_every_reply_of_the_program_can_be_filled_from_a_whole_piece() -> None:
    replies = load_replies()
    assert len({reply.id for reply in replies}) == len(replies) >= 4
    for reply in replies:
        filled = fill(reply, "Marisol R.", ready_piece(flaws="A pull at the hem."))
        assert filled.usable
        assert "{" not in filled.text
        assert len(filled.text) < 500


def test_facts_are_put_in_as_a_buyer_reads_them() -> None:
    text = "{first_name}: {title}, {size}, {condition}, {price}. {measurements}. {flaws}."
    filled = fill(template(text), " Dee K. ", ready_piece(title="Skirt", flaws="None seen."), "cm")
    assert filled.text == "Dee: Skirt, 6, good, $68.00. pit to pit 45.5 cm. None seen."


def test_a_missing_fact_makes_a_reply_unusable_and_is_named() -> None:
    asked = template("Hi {first_name}, size {size}, {measurements}, {size}")
    assert fill(asked, "Dee", piece()).sentence == "This reply needs a size and a measurement."
    assert fill(asked, "", None).sentence == "This reply needs the buyer's name, a size and a measurement."
    assert not fill(asked, "Dee").usable


def test_braces_in_a_buyers_name_or_a_title_are_just_text() -> None:
    assert fill(template("{first_name} {title}"), "{price}", piece(title="{size}")).text == "{price} {size}"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ({}, "replies must be given"),
        ({"replies": [{"id": "a", "name": "A"}]}, r"replies\[0\].text must be given"),
        ({"replies": [{"id": "a", "name": "A", "text": "{adress}"}]}, r"text must be without \{adress\}; known are"),
    ],
)
def test_a_broken_file_of_the_sellers_own_is_refused_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: object, sentence: str
) -> None:
    monkeypatch.setattr(resources, "_user_folders", [tmp_path])
    own = tmp_path / "marketplaces" / "replies.json"
    own.parent.mkdir()
    own.write_text(json.dumps(content))
    load_replies.cache_clear()
    with pytest.raises(UserError, match=rf"replies\.json: .*{sentence}"):
        load_replies()
