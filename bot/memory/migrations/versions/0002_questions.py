"""What was asked in vain, where a server wants that kept, and how much was asked in all."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what a server decides of it to its settings, off; make the tables of questions."""
    off = sa.Column("keeps_questions", sa.Boolean, nullable=False, server_default=sa.false())
    op.add_column("guild_settings", off)
    days = sa.Column("retention_days", sa.Integer, nullable=False, server_default="30")
    op.add_column("guild_settings", days)
    number = sa.BigInteger().with_variant(sa.Integer, "sqlite")
    op.create_table(
        "questions",
        sa.Column("id", number, primary_key=True),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("outcome", sa.String(16), nullable=False),
        sa.Column("sameness", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.UniqueConstraint("guild_id", "outcome", "sameness", name="one_question_once"),
        sqlite_autoincrement=True,
    )
    _make_the_tables_of_numbers()


def _make_the_tables_of_numbers() -> None:
    question = sa.ForeignKey("questions.id", ondelete="CASCADE")
    op.create_table(
        "askings",
        sa.Column("question_id", sa.BigInteger, question, primary_key=True),
        sa.Column("person", sa.String(32), primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("times", sa.Integer, nullable=False),
    )
    op.create_index("askings_by_day", "askings", ["day"])
    op.create_table(
        "day_counts",
        sa.Column("guild_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("status", sa.String(16), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
    op.create_table(
        "person_keys",
        sa.Column("id", sa.Integer, sa.CheckConstraint("id = 1", name="one_key"), primary_key=True),
        sa.Column("secret", sa.LargeBinary, nullable=False),
        sa.Column("made_on", sa.Date, nullable=False),
    )
