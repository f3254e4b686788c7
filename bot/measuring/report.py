"""A run as text: tables, misses, what changed. Rich at a terminal, plain in a pipe."""

from collections.abc import Iterator, Sequence
from typing import IO

from rich.console import Console
from rich.text import Text

from bot.measuring.asking import LIMIT, Result
from bot.measuring.comparison import Comparison
from bot.measuring.files import one_line
from bot.measuring.groups import TOTAL
from bot.measuring.record import AskedQuestion, Run
from bot.measuring.tables import tables
from bot.retrieval.taught import Taught

# Wide enough that no table is ever folded.
PIPE_WIDTH = 200
SHOWN_MATCHES = 3
QUOTED_CHARACTERS = 100


class Report:
    """Writes what was measured to people, in English: it is read by those who run the bot."""

    def __init__(self, file: IO[str]) -> None:
        width = None if file.isatty() else PIPE_WIDTH
        self._console = Console(file=file, width=width, highlight=False, emoji=False, markup=False)

    def show(self, run: Run) -> None:
        """Print the tables: what the articles answer, what they do not, and the time it took."""
        self.say(_heading(run), "bold")
        for table in tables(run):
            self._console.print()
            self._console.print(table)
        self._console.print()
        total = run.figures[TOTAL]
        self.say(f"Time a question: p50 {total.p50_ms:.1f} ms, p99 {total.p99_ms:.1f} ms")

    def failures(self, results: Sequence[Result], count: int) -> None:
        """Print the worst misses: the surest of what went wrong comes first."""
        wrong = [r for r in results if not r.is_right or _is_lost(r)]
        worst = sorted(wrong, key=lambda result: -result.answer.confidence)[:count]
        self.say(f"\nWent wrong: {len(wrong)}; the surest {len(worst)}", "bold")
        for result in worst:
            for line in _miss(result):
                self.say(line)

    def taught(self, run: Run, comparison: Comparison, orphans: Sequence[Taught]) -> None:
        """Print the tables with what was taught, what it changed, and what of it found no place."""
        self._console.print()
        self.show(run)
        for lesson in orphans:
            about = f"{one_line(lesson.article_id)}: « {one_line(lesson.question)} »"
            self.say(f"Taught of a passage that is gone: {about}", "yellow")
        self.compared(comparison, "the same without what was taught")

    def compared(self, comparison: Comparison, baseline: str = "the baseline") -> None:
        """Print which figures and which questions got better and worse."""
        self.say(f"\nCompared with {baseline}", "bold")
        if comparison.unmatched:
            asked = _count(comparison.unmatched, "question")
            self.say(f"  Asked in one of the two runs alone: {asked}; figures may not compare.")
        for change in comparison.changes:
            difference = change.after - change.before
            self.say(
                f"  {'better' if difference > 0 else 'worse '}  {change.group} {change.figure}: "
                f"{change.before:.3f} → {change.after:.3f} ({difference:+.3f})",
                "green" if difference > 0 else "red",
            )
        if not comparison.changes:
            self.say("  No figure moved.")
        self._questions("Right now, wrong before", comparison.gained)
        self._questions("Wrong now, right before", comparison.lost)

    def say(self, text: str, style: str = "") -> None:
        """Print a line, in a style of rich's."""
        self._console.print(Text(text, style=style), soft_wrap=True)

    def _questions(self, title: str, questions: Sequence[AskedQuestion]) -> None:
        self.say(f"  {title}: {len(questions)}")
        for asked in questions:
            rank = f"rank {asked.rank}" if asked.rank else asked.status.value
            self.say(f"    {asked.kind}: « {one_line(asked.question)} » ({rank})")


def _heading(run: Run) -> str:
    counts = [(run.asked, "question"), (run.articles, "article"), (run.passages, "passage")]
    named = ", ".join(map(one_line, run.files))
    return f"{named}: {', '.join(_count(*count) for count in counts)}, {run.conditions}"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _is_lost(result: Result) -> bool:
    """Tell whether a question that the articles answer was refused."""
    return result.question.kind.is_answered and result.is_refused


def _miss(result: Result) -> Iterator[str]:
    question, answer = result.question, result.answer
    after = "".join(f" after « {one_line(earlier)} »" for earlier in question.earlier)
    yield f"  {question.kind}: « {one_line(question.text)} »{after}"
    asked_of = f", asked of {one_line(result.asked_of)}" if result.asked_of else ""
    yield f"    {answer.status}, confidence {answer.confidence:.2f}{asked_of}"
    if question.passages:
        rank = f"rank {result.rank}" if result.rank else f"not among the first {LIMIT}"
        words = f": {_quoted(question.answers[0].text)}" if question.answers else ""
        yield f"    expected {one_line(question.passages[0])} ({rank}){words}"
    for place, match in enumerate(answer.matches[:SHOWN_MATCHES], start=1):
        yield f"    ranked {place} {one_line(match.passage.id)}: {_quoted(match.highlight)}"


def _quoted(text: str) -> str:
    return f"« {one_line(text, limit=QUOTED_CHARACTERS)} »"
