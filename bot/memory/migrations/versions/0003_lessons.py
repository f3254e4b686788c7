"""What was taught."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the table of lessons."""
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "lessons",
        sa.Column("id", number, primary_key=True),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("sameness", sa.String(64), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("passage_text", sa.Text, nullable=False),
        sa.Column("taught_on", sa.Date, nullable=False),
        sa.UniqueConstraint("guild_id", "sameness", name="one_lesson_a_question"),
        sqlite_autoincrement=True,
    )
