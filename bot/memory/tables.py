"""The tables as this version of the program knows them; migrations/ holds how they came to be."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

metadata = MetaData()

# SQLite counts up an INTEGER alone.
_number = BigInteger().with_variant(Integer, "sqlite")

guild_settings = Table(
    "guild_settings",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("language", String(2)),
    Column("only_channel_ids", JSON, nullable=False),
    Column("silent_channel_ids", JSON, nullable=False),
    Column("automatic_channel_ids", JSON, nullable=False),
    Column("hidden_article_ids", JSON, nullable=False),
    Column("person_questions", Integer),
    Column("channel_questions", Integer),
    Column("cooldown_seconds", Integer),
    Column("keeps_questions", Boolean, nullable=False, server_default=false()),
    Column("retention_days", Integer, nullable=False, server_default="30"),
)

questions = Table(
    "questions",
    metadata,
    Column("id", _number, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("sameness", String(64), nullable=False),
    Column("text", Text, nullable=False),
    UniqueConstraint("guild_id", "outcome", "sameness", name="one_question_once"),
    # The id is part of what hides who asked: none may be given out twice.
    sqlite_autoincrement=True,
)

askings = Table(
    "askings",
    metadata,
    Column(
        "question_id",
        BigInteger,
        ForeignKey("questions.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    Column("person", String(32), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("times", Integer, nullable=False),
)

day_counts = Table(
    "day_counts",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Date, primary_key=True),
    Column("status", String(16), primary_key=True),
    Column("count", Integer, nullable=False),
)

person_keys = Table(
    "person_keys",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_key"), primary_key=True),
    Column("secret", LargeBinary, nullable=False),
    Column("made_on", Date, nullable=False),
)

lessons = Table(
    "lessons",
    metadata,
    Column("id", _number, primary_key=True),
    Column("guild_id", BigInteger, nullable=False),
    Column("sameness", String(64), nullable=False),
    Column("question", Text, nullable=False),
    Column("article_id", Text, nullable=False),
    Column("passage_text", Text, nullable=False),
    Column("taught_on", Date, nullable=False),
    UniqueConstraint("guild_id", "sameness", name="one_lesson_a_question"),
    # A button that was sent long ago holds an id: it must never come to mean another lesson.
    sqlite_autoincrement=True,
)

articles = Table(
    "articles",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("article_id", String(200), primary_key=True),
    Column("markdown", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("added_on", Date, nullable=False),
    Column("digest", String(64), nullable=False),
)

departures = Table(
    "departures",
    metadata,
    Column("guild_id", BigInteger, primary_key=True, autoincrement=False),
    Column("left_on", Date, nullable=False),
)

# The next three are of the processes of one bot, not of a server; times are since 1970.
session_starts = Table(
    "session_starts",
    metadata,
    Column("id", _number, primary_key=True),
    Column("bucket", Integer, nullable=False),
    Column("at_ms", BigInteger, nullable=False),
)

heard = Table(
    "heard",
    metadata,
    Column("shard_id", Integer, primary_key=True, autoincrement=False),
    Column("shard_count", Integer, primary_key=True, autoincrement=False),
    Column("until_ms", BigInteger, nullable=False),
    Column("direct_channels", JSON, nullable=False),
)

erasures = Table(
    "erasures",
    metadata,
    Column("id", _number, primary_key=True),
    Column("person", String(32), nullable=False),
    Column("at_ms", BigInteger, nullable=False),
    # Each process remembers the last one that it knows of.
    sqlite_autoincrement=True,
)

Index("askings_by_day", askings.c.day)


def insert_into(connection: AsyncConnection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an INSERT that may say what becomes of a row that is there already."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
