"""What teaching does: to the questions that were taught, and to the others of the same article.

python -m tests.reliability.teaching piaf-v1.0.json [kept-out|fitted]
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bot.articles.article import Corpus
from bot.measuring.selection import part_of, per_article
from bot.measuring.squad import read_squad
from bot.measuring.teaching import likest_apart, tried
from bot.retrieval.librarian import Librarian
from bot.retrieval.taught import Taught
from bot.retrieval.thesaurus import Thesaurus


def main(path: Path, part: str) -> None:
    """Teach one question in three of each article of that part, and print what became of it."""
    thesaurus = Thesaurus.installed()

    def librarian_of(corpus: Corpus, taught: Sequence[Taught]) -> Librarian:
        return Librarian(corpus, thesaurus=thesaurus, taught=taught)

    views = list(per_article(part_of(read_squad(path), kept_out=part == "kept-out")))
    trial = tried(views, librarian_of)
    print(f"{path.name}, the {part} articles, each alone")
    print(f"others asked: {trial.others}; right passage first:")
    for name in ("before", "rightly", "wrongly"):
        found = getattr(trial, name)
        print(f"  taught {name:8} {found:5} ({found / trial.others:.4f})")
    print(f"taught to a wrong passage and asked again, in 5 ways of typing: {trial.again}")
    print(f"  that passage first {trial.again_first} ({trial.again_first / trial.again:.4f})")
    print(f"  as the answer      {trial.again_answered} ({trial.again_answered / trial.again:.4f})")
    print(f"foreign questions: {trial.foreign}; refused {trial.kept_away}, ", end="")
    print(f"with what was taught {trial.kept_away_taught}")
    likest = likest_apart(views, librarian_of)
    print(f"the likest two questions that two passages of an article answer: {likest:.2f}")
    for typed, question in trial.lost[:20]:
        print(f"  not found again: « {typed} » for « {question} »")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "kept-out")
