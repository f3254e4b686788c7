"""A corpus's words, and what it is asked, from plain text: without numpy."""

from pathlib import Path


def vocabulary_of(folder: Path) -> list[str]:
    """Return the words of a folder's corpus, by number."""
    return (folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")


def questions_of(folder: Path) -> list[list[str]]:
    """Return the words of each question that a folder's corpus is asked."""
    lines = (folder / "questions.txt").read_text(encoding="utf-8").split("\n")
    return [line.split() for line in lines]
