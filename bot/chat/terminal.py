"""An answer as a card in the terminal, and the conversation there."""

import contextlib
import sys
from collections.abc import Iterator
from functools import partial
from io import TextIOWrapper
from typing import IO

import click

from bot.articles.article import Corpus
from bot.chat import phrases, reasons, small_talk
from bot.chat.lines import answer_lines, read_lines, shown, unanswerable
from bot.chat.markdown import clean
from bot.chat.pens import pen_of
from bot.retrieval.answer import SUMMARISED, Answer, Match, Notice, Status, Why
from bot.retrieval.librarian import Librarian

CHAT_MATCHES = 3
PROMPT = "› "


class Cards:
    """Writes answers to people: the answering sentence in bold, between `**` where there is none.

    Of an answer the best passage is quoted, of the closest ones at most `top`; `all_matches` asks
    for the `top` best whatever the status.
    """

    def __init__(
        self, file: IO[str], corpus: Corpus, *, top: int, all_matches: bool = False
    ) -> None:
        self._pen = pen_of(file)
        self._mark = "" if self._pen.has_bold else "**"
        self._corpus = corpus
        self._top = top
        self._all_matches = all_matches

    def show(self, answer: Answer) -> None:
        """Print one answer as a card."""
        if reason := unanswerable(answer.question):
            self.say(reason.fr)
            return
        if answer.notice is not None and self._talk(answer, answer.notice):
            return
        if answer.understood is not None:
            self.say(phrases.UNDERSTOOD.fr.format(question=answer.understood), "italic")
        if answer.status is Status.NOT_FOUND:
            self.say(phrases.not_found(self._corpus), "bold yellow")
            self.say(phrases.REPHRASE.fr)
        elif answer.status is Status.CLOSEST:
            self.say(phrases.CLOSEST.fr, "bold yellow")
            self.say(phrases.CLOSEST_EXPLAINED.fr)
        quoted = self._quoted(answer)
        self._quote(answer.matches[:quoted])
        if answer.status is Status.ANSWER:
            self._name(answer.matches[quoted : self._top])
        if answer.why is not None:
            self._explain(answer.why)
        self.say(phrases.elapsed(answer.elapsed_seconds), "dim")
        self._pen.line("")

    def say(self, text: str, style: str = "") -> None:
        """Print a line, in a style of rich's."""
        self._pen.line(shown(text), style)

    def _talk(self, answer: Answer, notice: Notice) -> bool:
        """Show what is no answer to a question; return whether there was something to show."""
        if answer.matches:
            self.say(small_talk.summary(self._corpus, len(answer.matches)), "bold")
            for match in answer.matches:
                self._sentence(match)
            if len(self._corpus.articles) == 1:
                self.say(phrases.source(answer.matches[0].passage.article), "dim")
        elif notice in SUMMARISED:
            return False
        else:
            self.say(small_talk.reply(notice, self._subject()))
        self._pen.line("")
        return True

    def _subject(self) -> str:
        titles = self._corpus.titles
        return small_talk.subject(self._corpus, titles[0] if titles else "")

    def _sentence(self, match: Match) -> None:
        """Quote the highlight alone, and say where it stands."""
        self._pen.quotation(shown(match.highlight), "", "")
        self.say(self._place(match), "dim")

    def _explain(self, why: Why) -> None:
        for line in reasons.lines(why):
            self.say(line, "dim")

    def _quoted(self, answer: Answer) -> int:
        if self._all_matches or answer.status is Status.CLOSEST:
            return self._top
        return 1 if answer.status is Status.ANSWER else 0

    def _quote(self, matches: tuple[Match, ...]) -> None:
        for match in matches:
            self.say(phrases.place(match.passage), "cyan")
            self._quotation(match)
            self.say(phrases.source(match.passage.article), "dim")

    def _quotation(self, match: Match) -> None:
        text, start, end = match.passage.text, match.highlight_start, match.highlight_end
        before, inside, after = map(clean, (text[:start], text[start:end], text[end:]))
        marked = f"{self._mark}{inside}{self._mark}" if inside else ""
        self._pen.quotation(before, marked, after)

    def _name(self, matches: tuple[Match, ...]) -> None:
        if matches:
            places = phrases.LIST_SEPARATOR.join(self._place(match) for match in matches)
            self.say(phrases.ALSO.fr.format(places=places), "dim")

    def _place(self, match: Match) -> str:
        place = phrases.place(match.passage)
        if len(self._corpus.articles) == 1:
            return place
        return f"{match.passage.article.title}{phrases.PART_SEPARATOR}{place}"


def converse(librarian: Librarian) -> None:
    """Hold a conversation: a prompt with history at a terminal, else the lines of a pipe."""
    cards = Cards(sys.stdout, librarian.corpus, top=CHAT_MATCHES)
    # Without a terminal on both ends, the prompt would end up among the answers.
    if sys.stdin.isatty() and sys.stdout.isatty():
        cards.say(phrases.greeting(librarian.corpus))
        lines = _prompted()
    else:
        lines = read_lines(sys.stdin.buffer, lambda text: click.echo(text, err=True))
    answer = partial(librarian.answer, limit=CHAT_MATCHES)
    answer_lines(answer, lines, cards.show, is_conversation=True)


def _prompted() -> Iterator[str]:
    with contextlib.suppress(ImportError):
        # Importing readline is what gives input() its history and its line editing.
        import readline  # noqa: F401, PLC0415
    if isinstance(sys.stdin, TextIOWrapper):
        # A key pressed in another encoding must not end the conversation.
        sys.stdin.reconfigure(errors="replace")
    while True:
        try:
            yield input(PROMPT)
        except (EOFError, KeyboardInterrupt):
            click.echo()
            return
