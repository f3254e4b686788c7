"""What a moderator is told of an article before it is kept."""

from collections.abc import Iterable, Iterator

from bot.articles.article import Article, Corpus, Passage
from bot.articles.markdown import parse
from bot.chat.moderation import library_phrases as said
from bot.chat.moderation.library_cards import Preview, Replaced
from bot.chat.parts import QUOTATION_ROOM
from bot.chat.phrases import Phrase
from bot.errors import CorpusError
from bot.memory.kept import KeptArticle

# Fewer characters than a paragraph or two: often a page whose text is somewhere else.
SHORT_CHARACTERS = 400


def preview_of(kept: KeptArticle, before: KeptArticle | None, around: Corpus) -> Preview:
    """Return the preview of an article that may take the place of the one `before`.

    `around` is what the server reads today. Raises CorpusError for what is no article.
    """
    article, passages = parse(kept.markdown, article_id=kept.article_id)
    return Preview(
        article,
        passages,
        kept.source,
        _replaced(passages, before) if before else None,
        tuple(_warnings(article, passages, around.articles)),
    )


def _replaced(passages: Iterable[Passage], before: KeptArticle) -> Replaced:
    try:
        old_article, old = parse(before.markdown, article_id=before.article_id)
    except CorpusError:
        # Another version of the program read it.
        return Replaced(before.article_id, sum(1 for _ in passages), 0)
    now, then = ({passage.text for passage in each} for each in (passages, old))
    return Replaced(old_article.title, len(now - then), len(then - now))


def _warnings(
    article: Article, passages: tuple[Passage, ...], around: Iterable[Article]
) -> Iterator[Phrase]:
    if sum(len(passage.text) for passage in passages) < SHORT_CHARACTERS:
        yield said.WARN_SHORT
    if any(len(passage.text) > QUOTATION_ROOM for passage in passages):
        yield said.WARN_LONG
    if not article.lang.lower().startswith("fr"):
        yield said.WARN_LANGUAGE
    title = article.title.casefold()
    if any(each.title.casefold() == title for each in around if each.id != article.id):
        yield said.WARN_TITLE
