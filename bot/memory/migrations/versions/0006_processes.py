"""What the processes of one bot tell one another: sessions begun, events heard, people erased."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

_number = sa.BigInteger().with_variant(sa.Integer, "sqlite")


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "session_starts",
        sa.Column("id", _number, primary_key=True),
        sa.Column("bucket", sa.Integer, nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "heard",
        sa.Column("shard_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("shard_count", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("until_ms", sa.BigInteger, nullable=False),
        sa.Column("direct_channels", sa.JSON, nullable=False),
    )
    op.create_table(
        "erasures",
        sa.Column("id", _number, primary_key=True),
        sa.Column("person", sa.String(32), nullable=False),
        sa.Column("at_ms", sa.BigInteger, nullable=False),
        sqlite_autoincrement=True,
    )
