"""Librarians of small corpora, questions typed in many ways, and thesauri of a few words."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st

from bot.articles.article import Corpus
from bot.retrieval.answer import Answer, Status
from bot.retrieval.background import Background
from bot.retrieval.candidates import Candidates
from bot.retrieval.indexed import Indexed
from bot.retrieval.librarian import Librarian
from bot.retrieval.ranking import Ranking
from bot.retrieval.thesaurus import Thesaurus
from bot.retrieval.weights import Weights
from tests.measuring.builders import corpus_of

LIGHTHOUSE = "Yves Le Goff construisit le phare de Kermadec en 1874. Il coûta 12 000 francs."
KEEPER = "La gardienne Anna Quéméner y vécut quarante ans. Elle notait chaque naufrage."
CHEESE = "La tomme mûrit neuf mois dans une cave de grès, où l’air est humide."
MARKET = "Le marché se tient le jeudi. Il accueille soixante étals et une start-up."
TEXTS = (LIGHTHOUSE, KEEPER, CHEESE, MARKET)

# A corpus is read for each example of these, which takes a while.
FEW = settings(max_examples=20)

Typed = tuple[tuple[str, float, int, int], ...]

# Some words of the texts above, words of asking, words that nobody knows, and mere signs.
WORDS = st.sampled_from(
    "phare Kermadec construisit gardienne Quéméner naufrage tomme mûrit grès marché étals 1874 "
    "qui quand où combien pourquoi comment est-ce que qu’est-ce quel le la des d’une l’air a-t-il "
    "construire bâtir fromage vécu coût 12,5 % zblorg phrae ? ! … « » 🎉 cœur à".split()
)
QUESTIONS = st.lists(WORDS, max_size=12).map(" ".join)
# What nobody types, and somebody sends.
ANYTHING = st.text(st.characters(exclude_categories=()), max_size=80) | st.lists(
    WORDS | st.text(st.characters(exclude_categories=()), max_size=5), max_size=12
).map(" ".join)
PROSE = st.lists(
    st.lists(WORDS, min_size=1, max_size=15).map(" ".join), min_size=1, max_size=6
).filter(lambda texts: all(text.strip() for text in texts))


def without_accents(text: str) -> str:
    apart = unicodedata.normalize("NFD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


WAYS_OF_TYPING: dict[str, Callable[[str], str]] = {
    "without accents": without_accents,
    "in capitals": str.upper,
    "in capitals without accents": lambda text: without_accents(text).upper(),
    "in NFD": lambda text: unicodedata.normalize("NFD", text),
    "with straight apostrophes": lambda text: text.replace("’", "'"),
    "with curly apostrophes": lambda text: text.replace("'", "’"),
}


def found(answer: Answer) -> tuple[Status, float, Typed]:
    """All that the way of typing must not change: everything but the words and the time."""
    matches = tuple(
        (match.passage.id, match.score, match.highlight_start, match.highlight_end)
        for match in answer.matches
    )
    return answer.status, answer.confidence, matches


def librarian_of(*texts: str, thesaurus: Thesaurus | None = None) -> Librarian:
    return Librarian(corpus_of(*texts, article="recueil"), thesaurus=thesaurus)


def ranking_of(
    *texts: str,
    title: str = "Le phare",
    section: tuple[str, ...] = (),
    sentences: Mapping[str, float] | None = None,
) -> Ranking:
    known = corpus_of(*texts)
    article = replace(known.articles[0], title=title)
    passages = [replace(p, article=article, section=section) for p in known.passages]
    weights = Weights.shipped()
    background = Background(weights.background, weights.background_passages)
    return Ranking(Indexed.of(passages), background, sentences or weights.sentences, None)


def beside(
    question: str,
    text: str,
    *others: str,
    title: str = "Le phare",
    section: tuple[str, ...] = (),
) -> Candidates:
    """The question beside the first text alone, in a corpus that holds the others too."""
    ranking = ranking_of(text, *others, title=title, section=section)
    return ranking.beside(ranking.read(question), [0])


def all_beside(question: str, *texts: str) -> Candidates:
    """The question beside all texts."""
    ranking = ranking_of(*texts)
    return ranking.beside(ranking.read(question), range(len(texts)))


def related_stems(librarian: Librarian, question: str) -> set[str]:
    """The stems that a passage may hold to match a question."""
    meant = librarian._understood(question, ())
    asked = librarian._ranking.read(meant.text, meant.context, meant.alternatives)
    return {stem for term in asked.terms for stem in term.related}


def thesaurus_files(folder: Path, entries: dict[str, list[list[str]]]) -> tuple[Path, Path]:
    """Write the two files of a thesaurus: for each word its meanings, each a list of synonyms."""
    folder.mkdir(exist_ok=True)
    data, index = bytearray(b"UTF-8\n"), ["UTF-8", str(len(entries))]
    for word, meanings in entries.items():
        index.append(f"{word}|{len(data)}")
        lines = [f"{word}|{len(meanings)}", *("|".join(["(Nom)", *own]) for own in meanings)]
        data += "".join(f"{line}\n" for line in lines).encode()
    paths = folder / "thes_fr.idx", folder / "thes_fr.dat"
    paths[0].write_text("\n".join(index) + "\n", encoding="utf-8")
    paths[1].write_bytes(data)
    return paths


def empty_corpus() -> Corpus:
    return Corpus((), ())
