"""Photos get what a seller decides about them (flag, rating) and what the machine noticed."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns; every Photo is undecided, and nobody has looked at its pixels yet."""
    connection = op.get_bind()
    for column in (
        "flag TEXT DEFAULT '' NOT NULL",
        "rating INTEGER DEFAULT 0 NOT NULL",
        "phash TEXT DEFAULT '' NOT NULL",
        "sharpness REAL",
        "brightness REAL",
        "confidence REAL",
    ):
        connection.exec_driver_sql(f"ALTER TABLE photo ADD COLUMN {column}")
