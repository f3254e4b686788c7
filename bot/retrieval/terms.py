"""From the words of a question to its terms: what carries meaning, and what each is worth."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.retrieval.asked import Term
from bot.retrieval.expressions import Expression
from bot.retrieval.kinds import WHICH
from bot.retrieval.reading import Reading

# What a word of an earlier question counts, one of the question itself being 1.
CONTEXT = 0.5
# What a word of an expression counts where the expression as a whole is not there.
PART = 0.4
FUTURE = frozenset({"va", "vas", "vont", "vais", "allait", "allaient"})
INFINITIVE = ("er", "ir", "re")
PRONOUNS = frozenset("t il elle on ils elles se me te nous vous y en".split())


@dataclass(frozen=True, slots=True)
class Lookups:
    """What can be asked of a stem: see Terms of the index, Background, Relations and French."""

    idf: Callable[[str], float]
    rarity: Callable[[str], float]
    related: Callable[[str, str], dict[str, float]]
    is_name: Callable[[str], bool]
    is_strange: Callable[[str], bool]


def terms_of(reading: Reading, context: Reading, known: Lookups) -> tuple[Term, ...]:
    """Return the terms of a question that was read, each stem once, in order.

    Those of the earlier questions that it leans on (`context`) come last and count for less.
    """
    focus = _focus(reading)
    terms: dict[str, Term] = {}
    own = [(said, 1.0) for said in _said(reading)]
    settled = _focus(context)
    # What was asked for before is settled: « Quel âge a Wang ? Et que fait-il ? »
    before = [(said, CONTEXT) for said in _said(context) if said[0] != settled]
    for (stem, folded, parts), part in own + before:
        if stem in terms:
            continue
        is_number = stem[0].isdigit()
        terms[stem] = Term(
            stem=stem,
            folded=folded,
            idf=part * known.idf(stem),
            rarity=part * known.rarity(stem),
            related=dict.fromkeys(parts, PART) | known.related(stem, folded) | {stem: 1.0},
            is_name=not is_number and known.is_name(stem),
            is_number=is_number,
            is_focus=stem == focus,
            is_strange=not is_number and not parts and known.is_strange(folded),
        )
    return tuple(terms.values())


def _said(reading: Reading) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the stem and the folded words of what carries meaning, in order.

    An expression stands for its words, which alone mean something else: « couper les ponts ». Its
    stem is its key, and the third value the stems of its words, empty for a single word.
    """
    inside = _inside(reading)
    done = -1
    for stem, at in reading.content:
        if at <= done or _is_future(reading, at):
            continue
        if expression := inside.get(at):
            done = expression.last
            parts = tuple(s for s, place in reading.content if at <= place <= done)
            written = reading.words[expression.first : done + 1]
            yield expression.key, " ".join(word.folded for word in written), parts
        else:
            yield stem, reading.words[at].folded, ()


def _is_future(reading: Reading, at: int) -> bool:
    """Tell whether the word at that place only says when: « va faire »."""
    if reading.words[at].folded not in FUTURE:
        return False
    # « va-t-il faire », but not « va la mer ».
    following = (word.folded for word in reading.words[at + 1 :])
    after = next((word for word in following if word not in PRONOUNS), "")
    return after.endswith(INFINITIVE)


def _inside(reading: Reading) -> dict[int, Expression]:
    """Return the expression that each word of one belongs to, by the word's position."""
    return {at: e for e in reading.expressions for at in range(e.first, e.last + 1)}


def _focus(reading: Reading) -> str | None:
    """Return the stem that « quel … » asks for: « Quelle est la capitale … » asks for a capital."""
    which = next((at for at, word in enumerate(reading.words) if word.folded in WHICH), None)
    if which is None:
        return None
    ahead = next(((stem, at) for stem, at in reading.content if at > which), None)
    if ahead is None:
        return None
    expression = _inside(reading).get(ahead[1])
    return expression.key if expression else ahead[0]
