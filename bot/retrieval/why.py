"""Why a passage was given: which words met, and what speaks for it against the next one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial

from rapidfuzz.distance import Indel, Prefix

from bot.articles.article import Passage
from bot.retrieval.answer import AskedWord, How, Match, Reason, Why
from bot.retrieval.asked import Term
from bot.retrieval.candidates import HEADING
from bot.retrieval.english import is_english, translate
from bot.retrieval.features import FEATURES
from bot.retrieval.ranked import Ranked
from bot.retrieval.reading import Reading, read
from bot.retrieval.relations import FAMILY, SHARED_LETTERS
from bot.retrieval.words import Word, fold, stem, words

REASONS = 3
# A smaller part of the lead is no reason: it would be shown as 0.
LEAST_CONTRIBUTION = 0.005
# What speaks for a passage when there is less of it, and what may do so either way.
BETTER_WHEN_SMALLER = frozenset({"missing_focus", "lacks_number", "lacks_answer", "first_place"})
NEITHER_WAY = frozenset({"length"})


@dataclass(frozen=True, slots=True)
class Typed:
    """The words of a question as they were typed, by the folded words that they were read as.

    `corrected` are those that were not typed so, `translated` those that were typed in English.
    """

    written: Mapping[str, str]
    corrected: frozenset[str]
    translated: frozenset[str]

    @classmethod
    def of(cls, question: str, understood: str, earlier: Sequence[str]) -> "Typed":
        """Set a question, and those before it that it may lean on, beside what was understood."""
        written: dict[str, str] = {}
        for text in (question, *reversed(earlier)):
            for word in words(text):
                written.setdefault(word.folded, text[word.start : word.end])
        if is_english(question):
            translated = _translated(question)
            return cls(translated | written, frozenset(), frozenset(translated) - written.keys())
        mended = {k: v for k, v in _mended(question, understood).items() if k not in written}
        # Another ending is no error, even where it was taken for one.
        errors = (k for k, v in mended.items() if stem(fold(v)) != stem(k))
        return cls(written | mended, frozenset(errors), frozenset())

    def as_written(self, term: Term) -> str:
        """Return the word or expression as it was typed."""
        written = (self.written.get(word, word) for word in term.folded.split())
        # « startup » stands for both words of « start-up ».
        return " ".join(dict.fromkeys(written))


def why(
    match: Match, ranked: Ranked, rank: int, *, typed: Typed, weights: Mapping[str, float]
) -> Why:
    """Explain the match of that rank, from 0, beside the passage ranked behind it."""
    asked, candidates, scores = ranked.asked, ranked.candidates, ranked.scores
    passage = read(match.passage.text)
    section = candidates.section(ranked.order[rank])
    lesson = candidates.lessons.get(candidates.places[ranked.order[rank]])
    return Why(
        passage=match.passage,
        kind=asked.kind,
        words=tuple(
            AskedWord(
                typed.as_written(term),
                *_found(term, passage, section, match, typed),
                term.idf / asked.weight,
            )
            for term in asked.terms
        ),
        reasons=_reasons(ranked, rank, weights),
        lead=scores[rank] - scores[rank + 1] if rank + 1 < len(scores) else None,
        taught=lesson.taught.question if lesson else None,
    )


def _reasons(ranked: Ranked, rank: int, weights: Mapping[str, float]) -> tuple[Reason, ...]:
    """Return what brings most of the lead; alone, what brings most of the score."""
    reasons: list[Reason] = []
    own, *following = ranked.order[rank : rank + 2]
    for feature in FEATURES:
        name, values = feature.__name__, feature(ranked.candidates)
        more = values.item(own) - sum(values.item(other) for other in following)
        # A fitted blend also takes back what two features count twice; that is no reason to tell.
        is_told = name in NEITHER_WAY or (more < 0) == (name in BETTER_WHEN_SMALLER)
        if is_told and weights[name] * more >= LEAST_CONTRIBUTION:
            reasons.append(Reason(name, weights[name] * more))
    return tuple(sorted(reasons, key=lambda reason: -reason.contribution)[:REASONS])


def _found(
    term: Term, passage: Reading, section: frozenset[str], match: Match, typed: Typed
) -> tuple[str | None, How | None]:
    """Return the word of the passage, or of its section, that meets a term, and how it does."""
    own, in_heading = (term.degree_in(passage.positions), HEADING * term.degree_in(section))
    if not own and not in_heading:
        return None, None
    if in_heading > own:
        return _in_heading(match.passage, _met(term, section)), How.HEADING
    met = _met(term, passage.positions)
    at = _nearest(passage, passage.positions[met], term, match)
    start, end = passage.stretch(met, at)
    found = match.passage.text[start:end]
    return found, _how(term, met, found, typed)


def _met(term: Term, held: Mapping[str, object] | frozenset[str]) -> str:
    """Return the stem that meets the term best among those held."""
    if term.stem in held:
        return term.stem
    # By name where degrees are equal, so that the same word is told every time.
    return max(sorted(s for s in term.related if s in held), key=term.related.__getitem__)


def _nearest(passage: Reading, places: Sequence[int], term: Term, match: Match) -> int:
    """Return the place to show: a word written as it was asked, then one in the quoted sentence."""
    start, end = match.highlight_start, match.highlight_end

    def unlikeness(at: int) -> tuple[bool, bool]:
        word = passage.words[at]
        return word.folded != term.folded, not start <= word.start < end

    return min(places, key=unlikeness)


def _how(term: Term, met: str, found: str, typed: Typed) -> How:
    if term.folded in typed.translated:
        return How.TRANSLATION
    if met != term.stem:
        is_kin = Prefix.similarity(met, term.stem) >= SHARED_LETTERS
        return How.FORM if is_kin or term.related[met] >= FAMILY else How.SYNONYM
    if term.folded in typed.corrected:
        return How.CORRECTION
    is_same = fold(found) == fold(typed.as_written(term))
    return How.SAME if is_same else How.FORM


def _in_heading(passage: Passage, met: str) -> str | None:
    """Return the word of that stem as the headings above the passage write it."""
    return next(
        (
            heading[word.start : word.end]
            for heading in reversed(passage.section)
            for word in words(heading)
            if word.stem == met
        ),
        None,
    )


def _mended(question: str, understood: str) -> dict[str, str]:
    """Return for each folded word that was understood what was typed in its place."""
    typed, meant = words(question), words(understood)
    one, other = ([word.folded for word in each] for each in (typed, meant))
    mended: dict[str, str] = {}
    changes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    for change, first, last, begin, end in changes:
        if change == "replace":
            for word in meant[begin:end]:
                # Words may be joined and split: of those that stand here, the likest one.
                likest = min(typed[first:last], key=partial(_unlikeness, word))
                mended.setdefault(word.folded, question[likest.start : likest.end])
    return mended


def _unlikeness(one: Word, other: Word) -> float:
    return Indel.normalized_distance(one.folded, other.folded)


def _translated(question: str) -> dict[str, str]:
    """Return for each French word what stands for it in an English question."""
    found: dict[str, str] = {}
    for word in words(question):
        english = question[word.start : word.end]
        for french in words(translate(english).text):
            found.setdefault(french.folded, english)
    return found
