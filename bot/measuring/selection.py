"""Which questions are asked of which articles: parts of a file, its articles alone, samples."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from bot.articles.article import Corpus
from bot.measuring.questions import Kind, Question, QuestionSet
from bot.measuring.squad import is_kept_out

# Any number would do: what matters is that every run on every machine draws the same questions.
SEED = 20250613

Drawn = TypeVar("Drawn")


def part_of(whole: QuestionSet, *, kept_out: bool, among_all: bool = False) -> QuestionSet:
    """Return the questions on the articles that are kept out of fitting, or on the others.

    The articles of that part alone are searched, or those of the other part too: `among_all`.
    """
    ids = {a.id for a in whole.corpus.articles if is_kept_out(a.title) == kept_out}
    questions = tuple(question for question in whole.questions if question.article in ids)
    corpus = whole.corpus if among_all else _corpus_of(whole.corpus, ids)
    return replace(whole, corpus=corpus, questions=questions)


def per_article(whole: QuestionSet) -> Iterator[QuestionSet]:
    """Yield a set for each article that questions were written about: it alone is searched.

    Each holds the article's questions, and as many foreign ones, which others of the articles
    answer; fewer where there are not enough. Texts that are asked of both are never foreign.
    """
    own: dict[str, list[Question]] = {}
    for question in whole.questions:
        own.setdefault(question.article, []).append(question)
    for article, questions in own.items():
        texts = {question.text for question in questions}
        others = {
            question.text: None
            for question in whole.questions
            if question.kind.is_answered and question.text not in texts
        }
        # Seeded by its id: what one article is asked does not hang on the order of the others.
        drawn = _draw(list(others), sum(q.kind.is_answered for q in questions), article)
        foreign = [Question(text, Kind.FOREIGN, article) for text in drawn]
        corpus = _corpus_of(whole.corpus, {article})
        yield QuestionSet(whole.name, corpus, (*questions, *foreign), asked_of=article)


def sample(sets: Sequence[QuestionSet], size: int) -> list[QuestionSet]:
    """Return `size` of all the questions, drawn with a fixed seed; the corpora stay whole."""
    places = [(at, question) for at, asked in enumerate(sets) for question in asked.questions]
    drawn = _draw(places, size, "sample")
    kept = [[question for place, question in drawn if place == at] for at in range(len(sets))]
    pairs = zip(sets, kept, strict=True)
    return [replace(asked, questions=tuple(own)) for asked, own in pairs if own]


def _corpus_of(whole: Corpus, ids: set[str]) -> Corpus:
    articles = tuple(article for article in whole.articles if article.id in ids)
    passages = tuple(passage for passage in whole.passages if passage.article.id in ids)
    return Corpus(articles, passages)


def _draw(values: Sequence[Drawn], size: int, name: str) -> list[Drawn]:
    """Return `size` of the values, in their order, or all where there are fewer."""
    chance = random.Random(f"{SEED} {name}")  # noqa: S311 - repeatable, not secret
    places = chance.sample(range(len(values)), min(size, len(values)))
    return [values[at] for at in sorted(places)]
