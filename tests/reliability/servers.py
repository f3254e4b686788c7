"""What a thousand servers with articles of their own cost: start-up, memory, the first question.

python -m tests.reliability.servers [servers] [articles]

The articles are French sentences put together at random, with a fixed seed, from the words of the
shipped article; each server's are others, and they are made when its librarian is, as if they were
read from a database.
"""

from __future__ import annotations

import gc
import random
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.articles.article import Corpus
from bot.articles.folder import read_corpus
from bot.articles.markdown import parse
from bot.retrieval.indexed import Indexed
from bot.retrieval.librarian import Librarian
from bot.retrieval.stacks import Holdings, Stacks
from bot.retrieval.taught import Taught
from bot.retrieval.thesaurus import Thesaurus

SHIPPED = Path(__file__).parents[2] / "corpus"
ASKED_SERVERS = 100
PASSAGES, SENTENCES, LESSONS = 16, 4, 20
QUESTIONS = (
    "Combien Meta a-t-il investi dans Scale AI ?",
    "Qui dirige l’entreprise ?",
    "Pourquoi ce partenariat ?",
    "qui remplasse wang",
)


def articles_of(server: int, count: int, words: list[str]) -> Iterator[tuple[str, str]]:
    """The ids and the Markdown of a server's articles, the same at every run."""
    chance = random.Random(server)  # noqa: S311 - repeatable, not secret
    # A server speaks of things of its own: one word in five is one that no other server has.
    own = [f"{chance.choice(words)}{chance.choice('aeiou')}{server}" for _ in range(200)]
    for number in range(count):
        paragraphs = [
            " ".join(sentence(chance, words, own) for _ in range(SENTENCES))
            for _ in range(PASSAGES)
        ]
        yield f"article-{number}", f"# Article {number}\n\n" + "\n\n".join(paragraphs)


def sentence(chance: random.Random, words: list[str], own: list[str]) -> str:
    said = [chance.choice(own if chance.random() < 0.2 else words) for _ in range(18)]
    return " ".join(said).capitalize() + "."


def holdings_of(server: int, count: int, words: list[str]) -> Callable[[], Holdings]:
    def holdings() -> Holdings:
        read = [parse(text, article_id=name) for name, text in articles_of(server, count, words)]
        passages = tuple(passage for _, own in read for passage in own)
        taught = tuple(
            Taught(f"Qui garde {passage.text.split()[3]} ?", passage.article.id, passage.text)
            for passage in passages[:LESSONS]
        )
        return Holdings(Corpus(tuple(article for article, _ in read), passages), taught)

    return holdings


def resident_mb() -> float:
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


def timed(act: Callable[[], object]) -> float:
    """The processor's time, in milliseconds: other programs do not count."""
    begun = time.process_time()
    act()
    return (time.process_time() - begun) * 1000


def main(servers: int, count: int) -> None:
    """Print what the servers cost before one is asked, and when ASKED_SERVERS have been."""
    begun = time.process_time()
    thesaurus, corpus = Thesaurus.installed(), read_corpus(SHIPPED)
    base = Librarian(corpus, thesaurus=thesaurus, indexed=Indexed.of(corpus.passages))
    base.answer(QUESTIONS[0])
    # The bounds are lifted: what is held is what is measured.
    stacks = Stacks(thesaurus=thesaurus, most_passages=10**9)
    words = sorted({word for passage in corpus.passages for word in passage.text.split()})
    shelves = [holdings_of(server, count, words) for server in range(servers)]
    print(f"{servers} servers with {count} articles of {PASSAGES} passages each, {LESSONS} taught")
    print(
        f"start-up, the shipped article and all servers known: {time.process_time() - begun:.2f} s"
    )
    print(f"resident with none asked: {resident_mb():.0f} MB")
    makings, firsts, nexts, held = [], [], [], resident_mb()
    for server in range(min(ASKED_SERVERS, servers)):
        known = shelves[server]()
        makings.append(timed(lambda: stacks.librarian(server, 0, lambda: known)))  # noqa: B023
        librarian = stacks.librarian(server, 0, shelves[server])
        firsts.append(timed(lambda: librarian.answer(QUESTIONS[0])))  # noqa: B023
        nexts += [timed(lambda: librarian.answer(text)) for text in QUESTIONS]  # noqa: B023
        if server + 1 in {1, 10, 50, ASKED_SERVERS}:
            print(f"resident with {server + 1} asked: {resident_mb():.0f} MB")
    print(f"for each passage: {(resident_mb() - held) * 1000 / stacks.passages:.0f} kB")
    librarian = stacks.librarian(server, 0, shelves[server])
    twin = timed(lambda: stacks.librarian("twin", 0, lambda: Holdings(librarian.corpus)))
    print(f"another server that sees the same: made in {twin:.0f} ms")
    for name, times in (("made", makings), ("first question", firsts), ("later ones", nexts)):
        p50, most = statistics.median(times), max(times)
        print(f"{name}: p50 {p50:.1f} ms, at most {most:.1f} ms")


if __name__ == "__main__":
    main(*[int(each) for each in [*sys.argv[1:], "1000", "50"][:2]])
