"""What Alembic runs: the missing steps, in the transaction that bot/memory/schema.py holds."""

from alembic import context

# Alembic gives it a config while it runs this; whoever merely imports the file changes nothing.
if hasattr(context, "config"):
    context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
    context.run_migrations()
