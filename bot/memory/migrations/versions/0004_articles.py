"""The articles that a server brought itself."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the table of articles."""
    op.create_table(
        "articles",
        sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("article_id", sa.String(200), primary_key=True),
        sa.Column("markdown", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("added_on", sa.Date, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
