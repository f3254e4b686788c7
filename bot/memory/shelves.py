"""The articles that servers brought themselves."""

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import TooLarge, TooMany, TooMuch
from bot.memory.kept import ArticleNote, KeptArticle, storable
from bot.memory.tables import articles, insert_into

MAX_ARTICLES = 50
# Of all articles of one server: each paragraph of them is held in memory while they are asked.
MAX_CHARACTERS = 1_000_000
MAX_ID_CHARACTERS = 200
MAX_SOURCE_CHARACTERS = 4000

_COLUMNS = (
    articles.c.article_id,
    articles.c.markdown,
    articles.c.source,
    articles.c.added_on,
    articles.c.digest,
)


async def articles_of(connection: AsyncConnection, guild_id: int) -> list[KeptArticle]:
    """Return the articles of that server, by their ids' order."""
    own = select(*_COLUMNS).where(articles.c.guild_id == guild_id)
    return sorted(
        (KeptArticle(*row) for row in await connection.execute(own)),
        # Databases differ in the order of letters.
        key=lambda article: article.article_id,
    )


async def digests_of(connection: AsyncConnection, guild_id: int) -> tuple[str, ...]:
    """Return the digests of these articles, in the same order."""
    own = select(articles.c.article_id, articles.c.digest).where(articles.c.guild_id == guild_id)
    return tuple(digest for _, digest in sorted(map(tuple, await connection.execute(own))))


async def notes_of(connection: AsyncConnection, guild_id: int) -> list[ArticleNote]:
    """Return what is kept about these articles, in the same order."""
    told = select(articles.c.article_id, articles.c.source, articles.c.added_on)
    rows = await connection.execute(told.where(articles.c.guild_id == guild_id))
    return sorted((ArticleNote(*row) for row in rows), key=lambda note: note.article_id)


async def article_of(
    connection: AsyncConnection, guild_id: int, article_id: str
) -> KeptArticle | None:
    """Return one of these articles."""
    one = select(*_COLUMNS).where(
        articles.c.guild_id == guild_id, articles.c.article_id == storable(article_id)
    )
    row = (await connection.execute(one)).one_or_none()
    return KeptArticle(*row) if row else None


async def add(connection: AsyncConnection, guild_id: int, article: KeptArticle) -> None:
    """Keep it in the place of one of the same id; raises TooMany, TooMuch and TooLarge."""
    _require_measure(article)
    said = {
        "markdown": storable(article.markdown),
        "source": storable(article.source),
        "added_on": article.added_on,
        "digest": article.digest,
    }
    article_id = storable(article.article_id)
    others = select(
        func.count(), func.coalesce(func.sum(func.length(articles.c.markdown)), 0)
    ).where(articles.c.guild_id == guild_id, articles.c.article_id != article_id)
    count, characters = (await connection.execute(others)).one()
    if count >= MAX_ARTICLES:
        raise TooMany(f"A server keeps {MAX_ARTICLES} articles at most; remove one first.")
    if characters + len(storable(article.markdown)) > MAX_CHARACTERS:
        raise TooMuch(
            f"A server's articles have {MAX_CHARACTERS:,} characters in all; remove one first."
        )
    row = insert_into(connection, articles).values(guild_id=guild_id, article_id=article_id, **said)
    await connection.execute(
        row.on_conflict_do_update(index_elements=[*articles.primary_key], set_=said)
    )


async def remove(connection: AsyncConnection, guild_id: int, article_id: str) -> bool:
    """Erase it; return whether it was there."""
    own = delete(articles).where(
        articles.c.guild_id == guild_id, articles.c.article_id == storable(article_id)
    )
    return (await connection.execute(own)).rowcount > 0


def _require_measure(article: KeptArticle) -> None:
    if len(article.markdown) > MAX_CHARACTERS:
        raise TooLarge(f"An article has {MAX_CHARACTERS:,} characters at most.")
    if len(article.article_id) > MAX_ID_CHARACTERS:
        raise TooLarge(f"An article's id has {MAX_ID_CHARACTERS} characters at most; shorten it.")
    if len(article.source) > MAX_SOURCE_CHARACTERS:
        raise TooLarge(f"An article's source has {MAX_SOURCE_CHARACTERS} characters at most.")
