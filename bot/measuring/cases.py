"""What weights are fitted to: questions whose answers are known, and their candidates."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from bot.articles.article import Article, Corpus
from bot.measuring.fitting import Array
from bot.measuring.questions import Kind, Question, QuestionSet, holds
from bot.retrieval.candidates import Candidates
from bot.retrieval.features import FEATURES
from bot.retrieval.librarian import Librarian
from bot.retrieval.thesaurus import Thesaurus
from bot.retrieval.weights import Weights

# Eleven articles of PIAF are about 43 paragraphs: a long article.
ARTICLES_A_GROUP = 11


@dataclass(frozen=True, slots=True)
class Case:
    """A question and its candidates: their features, one row each, and the right one's number.

    `beside` sets the question beside them anew: of thousands of cases that would fill the memory.
    """

    question: Question
    beside: Callable[[], Candidates]
    features: Array
    right: int | None

    def right_sentence(self, candidates: Candidates) -> int | None:
        """Return which sentence of the candidates answers, None where that is not known."""
        if self.right is None:
            return None
        text, held = candidates.text(self.right), candidates.held
        for answer in self.question.answers:
            for number in held.sentences_of(self.right):
                start, end = held.span(number)
                if answer.start is None:
                    is_right = holds(text[start:end], answer.text)
                else:
                    is_right = start <= answer.start < end
                if is_right:
                    return number
        return None


def cases_of(asked: QuestionSet, weights: Weights, thesaurus: Thesaurus | None) -> list[Case]:
    """Return each question with its candidates; of `weights` those of sentences count, and French.

    What French at large says is the background: see background.py.
    """
    librarian = Librarian(asked.corpus, weights=weights, thesaurus=thesaurus)
    cases = []
    for question in asked.questions:
        beside = partial(librarian.considered, question.text, earlier=question.earlier)
        candidates = beside()
        ids = [asked.corpus.passages[at].id for at in candidates.places]
        rows = np.empty((len(ids), len(FEATURES)))
        if ids:
            rows = np.column_stack([feature(candidates) for feature in FEATURES])
        right = next((number for number, each in enumerate(ids) if each in question.passages), None)
        cases.append(Case(question, beside, rows, right))
    return cases


def in_groups(questions: QuestionSet) -> Iterator[QuestionSet]:
    """Yield a dozen articles at a time as one without a title, with as many foreign questions."""
    articles = questions.corpus.articles
    for start in range(0, len(articles), ARTICLES_A_GROUP):
        own = {article.id for article in articles[start : start + ARTICLES_A_GROUP]}
        one = Article(
            id="group", title="", site=None, published=None, lang="fr", url=None, prose=""
        )
        passages = [p for p in questions.corpus.passages if p.article.id in own]
        renamed = {p.id: f"group#{number}" for number, p in enumerate(passages, start=1)}
        merged = tuple(replace(p, article=one, number=n) for n, p in enumerate(passages, start=1))
        asked = [
            replace(q, passages=tuple(renamed[p] for p in q.passages if p in renamed))
            for q in questions.questions
            if q.article in own
        ]
        others = [q for q in questions.questions if q.article not in own]
        # Every so many of the others, so that no chance is needed.
        step = max(1, len(others) // max(1, len(asked)))
        foreign = [replace(q, kind=Kind.FOREIGN, passages=()) for q in others[::step]]
        yield QuestionSet("group", Corpus((one,), merged), (*asked, *foreign[: len(asked)]))
