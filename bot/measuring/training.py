"""`souffleur train`: fits the weights of the ranking to questions whose answers are known.

Three views of the questions of a SQuAD-form file teach what each feature is worth: asked of all
articles at once, of a dozen articles as if they were one long one, and of their own article alone.
In the last two they are asked in other words too: those who wrote them had the text before them,
and people who ask have not. Only the articles that `is_kept_out` leaves are fitted on. Question
files hold what people ask in a chat, and are asked of their own article alone.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from bot.articles.folder import read_corpus
from bot.errors import BotError
from bot.measuring.cases import Case, cases_of, in_groups
from bot.measuring.files import write_text
from bot.measuring.fitting import Array, Choices, fit_logistic, fit_softmax
from bot.measuring.question_files import read_question_file
from bot.measuring.questions import QuestionSet
from bot.measuring.rewording import in_other_words
from bot.measuring.selection import part_of, per_article
from bot.measuring.squad import read_squad
from bot.measuring.teaching import greatest_lead
from bot.retrieval.candidates import Candidates
from bot.retrieval.confidence import CONFIDENCE_FEATURES, values_of
from bot.retrieval.features import FEATURES
from bot.retrieval.ranked import Ranked
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
# Question files hold fewer questions than a SQuAD-form file, and are more like what people ask.
CHAT_COUNTS = 5
SQUAD = ".json"
# Without a second article there is no foreign question.
LEAST_ARTICLES = 2
# `evaluate piaf-v1.0.json --part fitted --per-article --sample 2000`: 97 % of the own questions are
# shown passages, 93 % of the foreign ones are refused, and 3 % of these are called answers.
CLOSEST_FROM = 0.4
ANSWER_FROM = 0.5

# PIAF holds too few questions that ask for nothing but what a name is, and too few passages that
# ask a question themselves, or that meet its words without the number or date that is asked for:
# these are set by hand.
INTRODUCES = {"introduces": 2.0}
LACKS_ANSWER = {"lacks_answer": -0.75}
ANNOUNCES = {"asked_before": 1.5}
ASKED_BEFORE = {"asked_before": 3.0, "asks": -1.5}

Mapped = dict[str, float]


@dataclass(frozen=True, slots=True)
class Sources:
    """What is learned from: a SQuAD-form file's questions, and those of question files.

    The latter are all asked of one corpus; None where there are none.
    """

    squad: QuestionSet
    chat: QuestionSet | None = None

    @property
    def told(self) -> str:
        """What it is, for the weights' provenance."""
        told = f"{_counted(self.squad)}, those that is_kept_out leaves"
        return told if self.chat is None else f"{told}; {_counted(self.chat)} of question files"


def train(sources: Sources, thesaurus: Thesaurus | None, provenance: str) -> Weights:
    """Return the weights fitted to all questions; the caller keeps the others out."""
    squad = sources.squad
    passages = [stems(passage.text) for passage in squad.corpus.passages]
    counts = Counter(stem for own in passages for stem in set(own))
    common = {stem: n for stem, n in sorted(counts.items()) if n >= LEAST_PASSAGES}
    # Of these the background alone counts until the sentences are fitted, and they then.
    begun = Weights.shipped().model_copy(
        update={
            "background": common,
            "background_passages": len(passages),
            "sentences": dict.fromkeys((f.__name__ for f in SENTENCE_FEATURES), 0.0),
        }
    )
    chat = list(per_article(sources.chat)) if sources.chat else []

    def cases(views: Iterable[QuestionSet]) -> list[Case]:
        return [case for view in views for case in cases_of(view, begun, thesaurus)]

    sentences = _fit_sentences(cases([squad]) + CHAT_COUNTS * cases(chat))
    begun = begun.model_copy(update={"sentences": sentences | INTRODUCES | ASKED_BEFORE})
    views = [*in_groups(squad), *per_article(squad)]
    alone = cases(asked for view in views for asked in (view, in_other_words(view)))
    alone += CHAT_COUNTS * cases(chat)
    together = cases([squad])
    fitted = fit_softmax(
        [Choices(c.features, c.right) for c in [*together, *alone] if c.right is not None],
        ridge=RIDGE,
    )
    weights = begun.model_copy(
        update={
            "provenance": provenance,
            "date": str(date.today()),  # noqa: DTZ011 - the day where the person is
            "passages": _named(FEATURES, fitted) | INTRODUCES | LACKS_ANSWER | ANNOUNCES,
            "confidence": _fit_confidence(alone, fitted),
            "answered": _fit_answered(alone, fitted),
            "answer_from": ANSWER_FROM,
            "closest_from": CLOSEST_FROM,
        }
    )
    # Nobody is taught anything in the files that weights are fitted to: how like a question is to
    # one that was taught counts for as much as all other features together ever did.
    taught = {"taught": greatest_lead(squad, weights, thesaurus)}
    return weights.model_copy(update={"passages": weights.passages | taught})


def train_from(
    files: Sequence[Path], corpus_dir: Path, output: Path, thesaurus: Thesaurus | None
) -> None:
    """Fit weights to a SQuAD-form file and to question files; write them to `output`, as JSON.

    The question files are about articles of `corpus_dir`. Raises BotError when a file cannot be
    used, or not exactly one of them is of SQuAD's form.
    """
    sources = _sources(files, corpus_dir)
    with_it = "with" if thesaurus else "without"
    named = " ".join(path.name for path in files if path.suffix.lower() == SQUAD)
    provenance = f"souffleur train {named}: {sources.told}, {with_it} a thesaurus"
    weights = train(sources, thesaurus, provenance)
    write_text(output, weights.model_dump_json(indent=1) + "\n")


def _sources(files: Sequence[Path], corpus_dir: Path) -> Sources:
    squad_files = [path for path in files if path.suffix.lower() == SQUAD]
    question_files = [path for path in files if path not in squad_files]
    if len(squad_files) != 1:
        raise BotError(f"One SQuAD-form file ({SQUAD}) is learned from, beside question files.")
    squad = part_of(read_squad(squad_files[0]), kept_out=False)
    has_answers = any(question.answers for question in squad.questions)
    if len(squad.corpus.articles) < LEAST_ARTICLES or not has_answers:
        raise BotError(
            f"{squad_files[0]} is too small to learn from: of the articles that is_kept_out "
            f"leaves, {LEAST_ARTICLES} at least must be asked about, with their answers."
        )
    if not question_files:
        return Sources(squad)
    corpus = read_corpus(corpus_dir)
    read = [read_question_file(path, corpus) for path in question_files]
    asked = tuple(question for each in read for question in each.questions)
    return Sources(squad, QuestionSet("chat", corpus, asked))


def _counted(asked: QuestionSet) -> str:
    articles = {question.article for question in asked.questions}
    return f"{len(asked.questions)} questions on {len(articles)} articles"


def _fit_sentences(cases: Sequence[Case]) -> Mapped:
    choices = []
    for case in cases:
        if case.right is None:
            continue
        candidates = case.beside()
        right, own = case.right_sentence(candidates), candidates.held.sentences_of(case.right)
        if right is not None:
            columns = [feature(candidates)[own] for feature in SENTENCE_FEATURES]
            choices.append(Choices(np.column_stack(columns), own.index(right)))
    return _named(SENTENCE_FEATURES, fit_softmax(choices, ridge=SENTENCE_RIDGE))


def _fit_confidence(cases: Sequence[Case], fitted: Array) -> Mapped:
    """Tell own questions from foreign ones."""
    found = [case for case in cases if len(case.features) and not case.question.kind.is_near_miss]
    rows = [_judged(case.beside(), case.features @ fitted) for case in found]
    return _logistic(rows, [case.question.kind.is_answered for case in found])


def _fit_answered(cases: Sequence[Case], fitted: Array) -> Mapped:
    """Tell questions that the best passage answers from near misses.

    The same questions without their right passage are near misses too: what is left comes near.
    """
    rows, answered = [], []
    for case in cases:
        if case.question.kind.is_foreign or not len(case.features):
            continue
        candidates, scores = case.beside(), case.features @ fitted
        if case.right is not None and case.right == int(np.argmax(scores)):
            rows.append(_judged(candidates, scores))
            answered.append(True)
        if len(scores) > (case.right is not None):
            rows.append(_judged(candidates, scores, without=case.right))
            answered.append(False)
    return _logistic(rows, answered)


def _judged(candidates: Candidates, scores: Array, without: int | None = None) -> Sequence[float]:
    order = [at for at in np.argsort(-scores, kind="stable").tolist() if at != without]
    return values_of(Ranked(candidates, order, scores[order].tolist()))


def _logistic(rows: Sequence[Sequence[float]], labels: Sequence[bool]) -> Mapped:
    weights, constant = fit_logistic(np.array(rows), np.array(labels, dtype=float), ridge=RIDGE)
    return {"constant": round(constant, 5), **_named(CONFIDENCE_FEATURES, weights)}


def _named(features: Sequence[object], weights: Array) -> Mapped:
    names = [getattr(feature, "__name__") for feature in features]  # noqa: B009
    return {name: round(float(w), 5) for name, w in zip(names, weights, strict=True)}
