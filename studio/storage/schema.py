"""What the catalog file is called inside: its mark, its version, and the parts of it that are SQL text."""

from __future__ import annotations

APPLICATION_ID = 0x434C5354
"""SQLite's mark for whose file this is: "CLST"."""

VERSION = 2
"""Raised by one with every migration; a file of a higher version is refused unchanged."""

_WORDS = "title, brand, description, category, size, colours, sku, bin, notes"

FTS = f"""
CREATE VIRTUAL TABLE item_text USING fts5({_WORDS},
  content = 'item', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3')"""


def _values(row: str) -> str:
    return ", ".join(f"{row}.{name}" for name in ("number", *_WORDS.split(", ")))


_INDEX = f"INSERT INTO item_text(rowid, {_WORDS}) VALUES ({_values('new')});"
_FORGET = f"INSERT INTO item_text(item_text, rowid, {_WORDS}) VALUES ('delete', {_values('old')});"

# The state of an Item follows from its Listings. It is kept in the row, because the closet filters and counts by it
# on every key press; triggers keep it, so that no writer can forget to.
_STATE_OF = """
UPDATE item SET state = COALESCE((
  SELECT CASE MIN(CASE state WHEN 'sold' THEN 1 WHEN 'refused' THEN 2 WHEN 'active' THEN 3 WHEN 'reserved' THEN 3
                             WHEN 'queued' THEN 4 WHEN 'draft' THEN 5 ELSE 6 END)
         WHEN 1 THEN 'sold' WHEN 2 THEN 'refused' WHEN 3 THEN 'live' WHEN 4 THEN 'waiting' WHEN 5 THEN 'draft'
         ELSE 'ended' END
  FROM listing WHERE listing.item_id = item.id HAVING COUNT(*) > 0), 'draft')
WHERE id = {row}.item_id;
"""

TRIGGERS = (
    f"CREATE TRIGGER item_text_added AFTER INSERT ON item BEGIN {_INDEX} END",
    f"CREATE TRIGGER item_text_removed AFTER DELETE ON item BEGIN {_FORGET} END",
    f"CREATE TRIGGER item_text_changed AFTER UPDATE OF {_WORDS} ON item BEGIN {_FORGET} {_INDEX} END",
    f"CREATE TRIGGER item_state_added AFTER INSERT ON listing BEGIN {_STATE_OF.format(row='new')} END",
    f"CREATE TRIGGER item_state_removed AFTER DELETE ON listing BEGIN {_STATE_OF.format(row='old')} END",
    f"CREATE TRIGGER item_state_changed AFTER UPDATE OF state ON listing BEGIN {_STATE_OF.format(row='new')} END",
)
