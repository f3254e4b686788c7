"""What a server's administrators decide."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the table of settings."""
    op.create_table(
        "guild_settings",
        sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("language", sa.String(2)),
        sa.Column("only_channel_ids", sa.JSON, nullable=False),
        sa.Column("silent_channel_ids", sa.JSON, nullable=False),
        sa.Column("automatic_channel_ids", sa.JSON, nullable=False),
        sa.Column("hidden_article_ids", sa.JSON, nullable=False),
        sa.Column("person_questions", sa.Integer),
        sa.Column("channel_questions", sa.Integer),
        sa.Column("cooldown_seconds", sa.Integer),
    )
