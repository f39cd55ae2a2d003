"""What Alembic runs to migrate: within the connection and the transaction that the store hands over."""

from alembic import context

from assistant.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
