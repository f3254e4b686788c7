"""`souffleur train`: fits the weights of the ranking to questions whose answers are known.

Three views of the same questions teach what each feature is worth: asked of all articles at
once, of a dozen articles as if they were one long one, and of their own article alone. In the last
two they are asked in other words too: those who wrote them had the text before them, and people
who ask have not. Only the articles that `is_kept_out` leaves are fitted on.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from bot.articles.article import Article, Corpus
from bot.errors import BotError
from bot.measuring.files import write_text
from bot.measuring.fitting import Array, Choices, fit_logistic, fit_softmax
from bot.measuring.questions import Kind, Question, QuestionSet
from bot.measuring.rewording import in_other_words
from bot.measuring.selection import part_of, per_article
from bot.measuring.squad import read_squad
from bot.measuring.teaching import greatest_lead
from bot.retrieval.background import Background
from bot.retrieval.confidence import CONFIDENCE_FEATURES, Ranked
from bot.retrieval.features import FEATURES
from bot.retrieval.indexed import Indexed
from bot.retrieval.pair import Pair
from bot.retrieval.ranking import CANDIDATES, Ranking
from bot.retrieval.sentence_features import SENTENCE_FEATURES
from bot.retrieval.thesaurus import Thesaurus
from bot.retrieval.weights import Weights
from bot.retrieval.words import stems

RIDGE = 1e-3
# Chosen in five parts of PIAF's fitted articles, each judged by what the others teach; from half of
# this to twice as much no difference was seen.
SENTENCE_RIDGE = 1e-2
# A stem in fewer passages than this says nothing of how common it is in French.
LEAST_PASSAGES = 5
# Eleven articles of PIAF are about 43 paragraphs: a long article.
ARTICLES_A_GROUP = 11
# Without a second article there is no foreign question.
LEAST_ARTICLES = 2
# `evaluate --part kept-out --per-article` on PIAF: 94 % of the own questions are shown passages,
# 95 % of the foreign ones are refused, and 2 % of these are called answers.
CLOSEST_FROM = 0.5
ANSWER_FROM = 0.5

# PIAF holds too few questions that ask for nothing but what a name is, and too few passages that
# ask a question themselves: these are set by hand.
INTRODUCES = {"introduces": 2.0}
ASKED_BEFORE = {"asked_before": 3.0}

Mapped = dict[str, float]


@dataclass(frozen=True, slots=True)
class Case:
    """A question and its candidates: their features, one row each, and the right one's number."""

    question: Question
    pairs: Sequence[Pair]
    features: Array
    right: int | None


def train(questions: QuestionSet, thesaurus: Thesaurus | None, provenance: str) -> Weights:
    """Return the weights fitted to all of `questions`; the caller keeps the others out."""
    passages = [stems(passage.text) for passage in questions.corpus.passages]
    counts = Counter(stem for own in passages for stem in set(own))
    common = {stem: n for stem, n in sorted(counts.items()) if n >= LEAST_PASSAGES}
    background = Background(common, len(passages))
    fitted_sentences = _fit_sentences(_cases(questions, background, {}, thesaurus))
    sentences = fitted_sentences | INTRODUCES | ASKED_BEFORE
    alone = [
        case
        for view in [*_groups(questions), *per_article(questions)]
        for asked in (view, in_other_words(view))
        for case in _cases(asked, background, sentences, thesaurus)
    ]
    together = _cases(questions, background, sentences, thesaurus)
    fitted = fit_softmax(
        [Choices(c.features, c.right) for c in [*together, *alone] if c.right is not None],
        ridge=RIDGE,
    )
    weights = Weights(
        provenance=provenance,
        date=str(date.today()),  # noqa: DTZ011 - the day where the person is
        passages=_named(FEATURES, fitted) | INTRODUCES,
        sentences=sentences,
        confidence=_fit_confidence(alone, fitted),
        answered=_fit_answered(alone, fitted),
        answer_from=ANSWER_FROM,
        closest_from=CLOSEST_FROM,
        background=common,
        background_passages=len(passages),
    )
    # Nobody is taught anything in the files that weights are fitted to: how like a question is to
    # one that was taught counts for as much as all other features together ever did.
    taught = {"taught": greatest_lead(questions, weights, thesaurus)}
    return weights.model_copy(update={"passages": weights.passages | taught})


def train_from(path: Path, output: Path, thesaurus: Thesaurus | None) -> None:
    """Fit weights to the SQuAD-form file at `path` and write them to `output`, as JSON.

    Raises BotError when either cannot be used.
    """
    questions = part_of(read_squad(path), kept_out=False)
    articles, asked = len(questions.corpus.articles), len(questions.questions)
    if articles < LEAST_ARTICLES or not any(q.answers for q in questions.questions):
        raise BotError(
            f"{path} is too small to learn from: of the articles that is_kept_out leaves, "
            f"{LEAST_ARTICLES} at least must be asked about, with their answers."
        )
    with_it = "with" if thesaurus else "without"
    provenance = (
        f"souffleur train {path.name}: {asked} questions on {articles} articles, those that "
        f"is_kept_out leaves, {with_it} a thesaurus"
    )
    weights = train(questions, thesaurus, provenance)
    write_text(output, weights.model_dump_json(indent=1) + "\n")


def _groups(questions: QuestionSet) -> Iterator[QuestionSet]:
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


def _cases(
    questions: QuestionSet, background: Background, sentences: Mapped, thesaurus: Thesaurus | None
) -> list[Case]:
    weights = sentences or dict.fromkeys((f.__name__ for f in SENTENCE_FEATURES), 0.0)
    ranking = Ranking(Indexed.of(questions.corpus.passages), background, weights, thesaurus)
    at = {passage.id: place for place, passage in enumerate(questions.corpus.passages)}
    cases = []
    for question in questions.questions:
        asked = ranking.read(question.text)
        candidates = ranking.candidates(asked)[:CANDIDATES]
        pairs = ranking.pairs(asked, candidates)
        rows = np.array([[feature(pair) for feature in FEATURES] for pair in pairs])
        right = {at[passage] for passage in question.passages if passage in at}
        number = next((n for n, place in enumerate(candidates) if place in right), None)
        cases.append(Case(question, pairs, rows.reshape(len(pairs), len(FEATURES)), number))
    return cases


def _fit_sentences(cases: Sequence[Case]) -> Mapped:
    choices = []
    for case in cases:
        if case.right is None or not case.question.answers:
            continue
        pair, start = case.pairs[case.right], case.question.answers[0].start
        spans = pair.passage.spans
        right = [n for n, (a, b) in enumerate(spans) if start is not None and a <= start < b]
        if right:
            columns = [feature(pair) for feature in SENTENCE_FEATURES]
            choices.append(Choices(np.column_stack(columns), right[0]))
    return _named(SENTENCE_FEATURES, fit_softmax(choices, ridge=SENTENCE_RIDGE))


def _fit_confidence(cases: Sequence[Case], fitted: Array) -> Mapped:
    """Tell own questions from foreign ones."""
    found = [case for case in cases if case.pairs]
    rows = [_judged(case, fitted) for case in found]
    own = [not case.question.kind.is_foreign for case in found]
    return _logistic(rows, own)


def _fit_answered(cases: Sequence[Case], fitted: Array) -> Mapped:
    """Tell questions that the best passage answers from those whose right passage is not there.

    The second are the same questions without their right passage: what is left comes near.
    """
    rows, answered = [], []
    for case in cases:
        if case.question.kind.is_foreign or not case.pairs:
            continue
        scores = case.features @ fitted
        if case.right is not None and case.right == int(np.argmax(scores)):
            rows.append(_judged(case, fitted))
            answered.append(True)
        others = [n for n in range(len(case.pairs)) if n != case.right]
        if others:
            without = Case(
                case.question, [case.pairs[n] for n in others], case.features[others], None
            )
            rows.append(_judged(without, fitted))
            answered.append(False)
    return _logistic(rows, answered)


def _judged(case: Case, fitted: Array) -> list[float]:
    scores = case.features @ fitted
    order = np.argsort(-scores, kind="stable")
    ranked = Ranked([case.pairs[n] for n in order], [float(scores[n]) for n in order])
    return [feature(ranked) for feature in CONFIDENCE_FEATURES]


def _logistic(rows: Sequence[Sequence[float]], labels: Sequence[bool]) -> Mapped:
    weights, constant = fit_logistic(np.array(rows), np.array(labels, dtype=float), ridge=RIDGE)
    return {"constant": round(constant, 5), **_named(CONFIDENCE_FEATURES, weights)}


def _named(features: Sequence[object], weights: Array) -> Mapped:
    names = [getattr(feature, "__name__") for feature in features]  # noqa: B009
    return {name: round(float(w), 5) for name, w in zip(names, weights, strict=True)}
