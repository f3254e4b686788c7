"""A run as text: tables, misses, what changed. Rich at a terminal, plain in a pipe."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import IO

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.measuring.asking import LIMIT, Result
from bot.measuring.comparison import Comparison
from bot.measuring.figures import Figures
from bot.measuring.files import one_line
from bot.measuring.groups import TOTAL
from bot.measuring.questions import Kind
from bot.measuring.record import AskedQuestion, Run

PIPE_WIDTH = 120
SHOWN_MATCHES = 3
QUOTED_CHARACTERS = 100

OWN_COLUMNS = {
    "hit_at_1": "hit@1",
    "hit_at_3": "hit@3",
    "hit_at_5": "hit@5",
    "mrr": "MRR",
    "sentence_right": "sentence right",
    "answer_held": "answer held",
    "sentence_given_passage": "given passage",
    "answered_right": "answered right",
    "kept": "not refused",
}
OTHER_COLUMNS = {
    "refused": "refused",
    "not_answered": "not answered",
    "auc": "AUC",
    "refused_at_95_kept": "refused at 95 % kept",
}


class Report:
    """Writes what was measured to people, in English: it is read by those who run the bot."""

    def __init__(self, file: IO[str]) -> None:
        self._console = Console(file=file, highlight=False, emoji=False, markup=False)
        if not self._console.is_terminal:
            self._console = Console(
                file=file, highlight=False, emoji=False, markup=False, width=PIPE_WIDTH
            )

    def show(self, run: Run) -> None:
        """Print the tables: what the articles answer, what they do not, and the time it took."""
        self.say(_heading(run), "bold")
        others = {kind.value for kind in Kind if not kind.is_answered}
        own = {n: f for n, f in run.figures.items() if _kind(n) not in others}
        # A file with one kind of question has nothing to total.
        if len(own) == 2:
            del own[next(iter(own))]
        if any(figures.kept is not None for figures in own.values()):
            self._table("Answered by the articles", own, OWN_COLUMNS)
        if rest := {n: f for n, f in run.figures.items() if _kind(n) in others}:
            self._table("Not answered by them", rest, OTHER_COLUMNS)
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

    def compared(self, comparison: Comparison) -> None:
        """Print which figures and which questions got better and worse."""
        self.say("\nCompared with the baseline", "bold")
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
        if comparison.unmatched:
            self.say(f"  Asked in one of the two runs alone: {comparison.unmatched} questions.")

    def say(self, text: str, style: str = "") -> None:
        """Print a line, in a style of rich's."""
        self._console.print(Text(text, style=style), soft_wrap=True)

    def _table(self, title: str, rows: Mapping[str, Figures], columns: Mapping[str, str]) -> None:
        table = Table(
            box=box.SIMPLE_HEAD if self._console.is_terminal else None,
            pad_edge=False,
            padding=(0, 1, 0, 0),
        )
        table.add_column(title, overflow="fold")
        for heading in ["asked", *columns.values()]:
            table.add_column(heading, justify="right", overflow="fold")
        for name, figures in rows.items():
            values = asdict(figures)
            cells = [_cell(values[column]) for column in columns]
            is_total = _kind(name) == TOTAL
            table.add_row(one_line(name), str(figures.asked), *cells, end_section=is_total)
        self._console.print()
        self._console.print(table)

    def _questions(self, title: str, questions: Sequence[AskedQuestion]) -> None:
        self.say(f"  {title}: {len(questions)}")
        for asked in questions:
            rank = f"rank {asked.rank}" if asked.rank else asked.status.value
            self.say(f"    {asked.kind}: « {one_line(asked.question)} » ({rank})")


def _heading(run: Run) -> str:
    asked = "each article alone" if run.per_article else "all at once"
    part = f", the {run.part} articles" if run.part else ""
    among = ", among all articles" if run.among_all else ""
    drawn = f", a sample of {run.sample}" if run.sample else ""
    return (
        f"{', '.join(map(one_line, run.files))}: {run.asked} questions, {run.articles} articles, "
        f"{run.passages} passages, {asked}{part}{among}{drawn}"
    )


def _kind(group: str) -> str:
    return group.rpartition("/")[2]


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


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
