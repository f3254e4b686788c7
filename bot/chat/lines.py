"""Questions, one a line: from standard input to answers on standard output."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from bot.chat import phrases
from bot.chat.markdown import clean
from bot.retrieval.answer import Answer
from bot.retrieval.librarian import MAX_QUESTION_CHARACTERS

# What a follow-up may lean on; older questions are forgotten.
REMEMBERED_QUESTIONS = 8

Show = Callable[[Answer], None]


def read_lines(stream: BinaryIO, warn: Callable[[str], None]) -> Iterator[str]:
    """Yield the lines of `stream`; bytes that are not UTF-8 are replaced, and the line is named."""
    for number, line in enumerate(stream, start=1):
        try:
            text = line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError:
            text = line.decode("utf-8", errors="replace")
            warn(f"Line {number} is not UTF-8: what could not be read was replaced.")
        yield text.rstrip("\r\n")


def typed(argument: str) -> str:
    """Return an argument of the command line as text: bytes that are not UTF-8 are replaced."""
    return argument.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")


def shown(text: str) -> str:
    """Return `text` as one line that a terminal shows and does not obey."""
    return clean(text).replace("\n", " ")


def unanswerable(question: str) -> phrases.Phrase | None:
    """Say why a question cannot be looked up at all, or None when it can."""
    if not question.strip():
        return phrases.EMPTY_QUESTION
    return phrases.TOO_LONG if len(question) > MAX_QUESTION_CHARACTERS else None


def answer_lines(
    answer: Callable[..., Answer],
    lines: Iterable[str],
    show: Show,
    *,
    is_conversation: bool,
) -> None:
    """Answer every line in order; in a conversation a question may lean on those before it.

    `answer` is a librarian's, with all that is the same for each line.
    """
    earlier: list[str] = []
    for line in lines:
        show(answer(line, earlier=earlier[-REMEMBERED_QUESTIONS:]))
        sys.stdout.flush()
        if is_conversation and unanswerable(line) is None:
            earlier.append(line)
