"""An answer as a card in the terminal, and the conversation there. The one file that knows rich."""

import re
import sys
from collections.abc import Iterator
from typing import IO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.articles.article import Corpus
from bot.chat import phrases
from bot.chat.lines import answer_lines, read_lines, unanswerable
from bot.retrieval.answer import Answer, Match, Status
from bot.retrieval.librarian import Librarian

# Escape sequences and direction marks in an article or a question must not reach the terminal.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CHAT_MATCHES = 3
PROMPT = "› "


class Cards:
    """Writes answers to people: the answering sentence in bold, between `**` in a pipe."""

    def __init__(self, file: IO[str], corpus: Corpus, *, top: int) -> None:
        self._console = Console(file=file, highlight=False, emoji=False, markup=False)
        self._mark = "" if self._console.is_terminal else "**"
        self._corpus = corpus
        self._top = top

    def show(self, answer: Answer) -> None:
        """Print one answer as a card."""
        if reason := unanswerable(answer.question):
            self.say(reason.fr)
            return
        if answer.understood is not None:
            self.say(phrases.UNDERSTOOD.fr.format(question=answer.understood), "italic")
        if answer.status is Status.NOT_FOUND:
            self.say(phrases.not_found(self._corpus), "bold yellow")
            self.say(phrases.REPHRASE.fr)
        elif answer.status is Status.CLOSEST:
            self.say(phrases.CLOSEST.fr, "bold yellow")
            self._quote(answer.matches[: self._top])
        else:
            self._quote(answer.matches[:1])
            self._name(answer.matches[1 : self._top])
        self.say(phrases.elapsed(answer.elapsed_seconds), "dim")
        self._console.print()

    def say(self, text: str, style: str = "") -> None:
        """Print a line, in a style of rich's."""
        self._console.print(Text(CONTROL.sub("", text), style=style), soft_wrap=True)

    def _quote(self, matches: tuple[Match, ...]) -> None:
        for match in matches:
            self.say(phrases.place(match.passage), "cyan")
            quotation = self._quotation(match)
            if self._mark:
                self._console.print(quotation, soft_wrap=True)
            else:
                self._console.print(Padding(quotation, (0, 0, 0, 2)))
            self.say(phrases.source(match.passage.article), "dim")

    def _quotation(self, match: Match) -> Text:
        text, start, end = match.passage.text, match.highlight_start, match.highlight_end
        parts = (text[:start], text[start:end], text[end:])
        before, inside, after = (CONTROL.sub("", part) for part in parts)
        return Text.assemble(before, (f"{self._mark}{inside}{self._mark}", "bold"), after)

    def _name(self, matches: tuple[Match, ...]) -> None:
        if matches:
            places = " ; ".join(phrases.place(match.passage) for match in matches)
            self.say(phrases.ALSO.fr.format(places=places), "dim")


def converse(librarian: Librarian) -> None:
    """Hold a conversation: a prompt with history at a terminal, else the lines of a pipe."""
    cards = Cards(sys.stdout, librarian.corpus, top=CHAT_MATCHES)
    if sys.stdin.isatty():
        cards.say(phrases.greeting(librarian.corpus))
        lines = _prompted()
    else:
        lines = read_lines(sys.stdin.buffer, lambda text: print(text, file=sys.stderr))
    answer_lines(librarian, lines, cards.show, is_conversation=True)


def _prompted() -> Iterator[str]:
    # Importing readline is what gives input() its history and its line editing.
    import readline  # noqa: F401, PLC0415

    while True:
        try:
            yield input(PROMPT)
        except (EOFError, KeyboardInterrupt):
            print()
            return
