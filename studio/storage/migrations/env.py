"""What Alembic runs: the migrations, on the connection that `storage.migrate` gives it."""

from __future__ import annotations

from alembic import context

from studio.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
