"""A corpus of the reader's own articles, and questions of whoever asked them."""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import yaml

from benchmarks.corpus import Corpus
from bot.articles.folder import read_corpus
from bot.errors import BotError
from bot.measuring.squad import read_squad
from bot.retrieval.words import stems

SEED = 7


def corpus_of(folder: Path) -> Corpus:
    """Return the passages of the Markdown files of a folder, as the bot would index them.

    Raises BotError when there is none.
    """
    said = [stems(passage.text) for passage in read_corpus(folder).passages]
    numbers: dict[str, int] = {}
    words = [numbers.setdefault(word, len(numbers)) for passage in said for word in passage]
    ends = np.cumsum([len(passage) for passage in said], dtype=np.int64)
    return Corpus(np.array(words, np.int32), ends, list(numbers))


def questions_in(paths: Sequence[Path]) -> list[str]:
    """Return the questions of files: SQuAD's JSON, our YAML, else one a line."""
    return [question for path in paths for question in _questions(path)]


def _questions(path: Path) -> list[str]:
    if path.suffix == ".json":
        return [question.text for question in read_squad(path).questions]
    text = path.read_text(encoding="utf-8")
    if path.suffix in {".yaml", ".yml"}:
        return [entry["question"] for entry in yaml.safe_load(text)["questions"]]
    return [line for line in text.splitlines() if line.strip()]


def asked(questions: Sequence[str], corpus: Corpus, count: int) -> list[list[str]]:
    """Return the words of some questions, always the same, that a corpus knows.

    Words that no passage holds are left out, and questions without any other.
    """
    known = set(np.array(corpus.vocabulary, object)[np.unique(corpus.words)].tolist())
    drawn = random.Random(SEED).sample(list(questions), len(questions))  # noqa: S311
    words = ([word for word in stems(question) if word in known] for question in drawn)
    some = [own for own in words if own][:count]
    if not some:
        raise BotError("No question shares a word with the corpus.")
    return some
