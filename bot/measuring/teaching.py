"""What teaching does to the questions that were taught, and to those that were not."""

import math
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.articles.article import Corpus, Passage
from bot.measuring.asking import LIMIT
from bot.measuring.questions import Question, QuestionSet
from bot.measuring.selection import SEED
from bot.retrieval.answer import Status
from bot.retrieval.background import Background
from bot.retrieval.blend import blended
from bot.retrieval.indexed import Indexed
from bot.retrieval.librarian import Librarian
from bot.retrieval.ranking import CANDIDATES, Ranking
from bot.retrieval.taught import Taught
from bot.retrieval.thesaurus import Thesaurus
from bot.retrieval.weights import Weights
from bot.retrieval.words import fold

# One question in so many of an article is taught, the others are asked.
TAUGHT_OF = 3
# How many passages the first one of each question is compared with.
COMPARED = 5

LibrarianOf = Callable[[Corpus, Sequence[Taught]], Librarian]


@dataclass(slots=True)
class Trial:
    """Counts over articles of which some questions were taught.

    `others` are the questions that were not; `before`, `rightly` and `wrongly` how many of them
    found their right passage first with nothing taught, with each taught question's right passage,
    and with a wrong one. `again` counts the taught questions asked once more in some other way of
    typing; `again_first` those that found what was taught, though it is wrong, and
    `again_answered` those for which it was the answer. `foreign` are questions of other articles,
    `kept_away` and `kept_away_taught` those that nothing was shown for, before and with it.
    """

    others: int = 0
    before: int = 0
    rightly: int = 0
    wrongly: int = 0
    again: int = 0
    again_first: int = 0
    again_answered: int = 0
    foreign: int = 0
    kept_away: int = 0
    kept_away_taught: int = 0
    lost: list[tuple[str, str]] = field(default_factory=list)


def tried(views: Iterable[QuestionSet], librarian_of: LibrarianOf) -> Trial:
    """Teach some questions of each article, and ask all of them; the same ones at every run."""
    trial = Trial()
    for view in views:
        own = [question for question in view.questions if question.kind.is_answered]
        if len(own) >= TAUGHT_OF and len(view.corpus.passages) > 1:
            _try(trial, view, own, librarian_of)
    return trial


def _try(
    trial: Trial, view: QuestionSet, own: Sequence[Question], librarian_of: LibrarianOf
) -> None:
    chance = random.Random(f"{SEED} {view.asked_of}")  # noqa: S311 - repeatable, not secret
    taught = chance.sample(own, len(own) // TAUGHT_OF)
    passages = {passage.id: passage for passage in view.corpus.passages}
    right = [_lesson(question, passages[question.passages[0]]) for question in taught]
    wrong = [
        _lesson(question, chance.choice(elsewhere))
        for question in taught
        if (elsewhere := [p for p in passages.values() if p.id not in question.passages])
    ]
    plain, rightly, wrongly = (librarian_of(view.corpus, each) for each in ((), right, wrong))
    known = {question.text for question in taught}
    others = [question for question in own if question.text not in known]
    trial.others += len(others)
    for question in others:
        trial.before += _is_first(plain, question)
        trial.rightly += _is_first(rightly, question)
        trial.wrongly += _is_first(wrongly, question)
    for lesson in wrong:
        _ask_again(trial, wrongly, lesson)
    for question in view.questions:
        if question.kind.is_foreign:
            trial.foreign += 1
            trial.kept_away += _is_refused(plain, question)
            trial.kept_away_taught += _is_refused(wrongly, question)


def _ask_again(trial: Trial, librarian: Librarian, lesson: Taught) -> None:
    for typed in typings(lesson.question):
        answer = librarian.answer(typed, limit=1)
        is_first = bool(answer.matches) and answer.matches[0].passage.text == lesson.text
        trial.again += 1
        trial.again_first += is_first
        trial.again_answered += is_first and answer.status is Status.ANSWER
        if not is_first:
            trial.lost.append((typed, lesson.question))


def likest_apart(views: Iterable[QuestionSet], librarian_of: LibrarianOf) -> float:
    """Return how alike two questions of one article at most are that two passages answer."""
    likest = 0.0
    for view in views:
        librarian = librarian_of(view.corpus, ())
        own = [question for question in view.questions if question.kind.is_answered]
        read = [librarian.read(question.text) for question in own]
        likeness = librarian.likeness(read)
        for asked, one in zip(own, read, strict=True):
            for other, alike in zip(own, likeness.of(one).tolist(), strict=True):
                if set(asked.passages).isdisjoint(other.passages) and asked.text != other.text:
                    likest = max(likest, alike)
    return likest


def typings(question: str) -> Iterator[str]:
    """Yield a question as people type it: well, badly, politely, and with two letters swapped."""
    yield question
    yield fold(question)
    yield question.upper()
    yield f"Bonjour, {question.removesuffix('?').strip()} stp"
    longest = max(question.split(), key=len)
    middle = len(longest) // 2
    swapped = longest[: middle - 1] + longest[middle] + longest[middle - 1] + longest[middle + 1 :]
    yield question.replace(longest, swapped)


def greatest_lead(questions: QuestionSet, weights: Weights, thesaurus: Thesaurus | None) -> float:
    """Return by how much the first passage of a question surpasses another at most, rounded up.

    The others are drawn from all articles: what a person taught must come first although nothing
    else speaks for it.
    """
    background = Background(weights.background, weights.background_passages)
    ranking = Ranking(
        Indexed.of(questions.corpus.passages), background, weights.sentences, thesaurus
    )
    chance = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    places = range(len(questions.corpus.passages))
    leads = [0.0]
    for question in questions.questions:
        asked = ranking.read(question.text)
        drawn = chance.sample(places, min(COMPARED, len(places)))
        candidates = [*ranking.candidates(asked)[:CANDIDATES], *drawn]
        scores = blended(ranking.beside(asked, candidates), weights.passages).tolist()
        leads.append(max(scores) - min(scores[-len(drawn) :]))
    return math.ceil(max(leads))


def _lesson(question: Question, passage: Passage) -> Taught:
    return Taught(question.text, passage.article.id, passage.text)


def _is_first(librarian: Librarian, question: Question) -> bool:
    matches = librarian.answer(question.text, limit=LIMIT).matches
    return bool(matches) and matches[0].passage.id in question.passages


def _is_refused(librarian: Librarian, question: Question) -> bool:
    return librarian.answer(question.text, limit=1).status is Status.NOT_FOUND
