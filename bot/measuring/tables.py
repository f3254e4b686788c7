"""The figures of a run as tables: what the articles answer, and what they do not."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from rich.table import Table

from bot.measuring.figures import Figures
from bot.measuring.files import one_line
from bot.measuring.groups import TOTAL
from bot.measuring.questions import Kind
from bot.measuring.record import Run

# Headings on two lines: the tables fit a terminal of 80 columns.
OWN_COLUMNS = {
    "own": "asked",
    "hit_at_1": "hit@1",
    "hit_at_3": "hit@3",
    "hit_at_5": "hit@5",
    "mrr": "MRR",
    "sentence_right": "sentence\nright",
    "answer_held": "answer\nheld",
    "sentence_given_passage": "given\npassage",
    "answered_right": "answered\nright",
    "kept": "kept",
}
OTHER_COLUMNS = {
    "asked": "asked",
    "refused": "refused",
    "not_answered": "not\nanswered",
    "auc": "AUC",
    "refused_at_95_kept": "refused at\n95 % kept",
}
OTHERS = {kind.value for kind in Kind if not kind.is_answered}


def tables(run: Run) -> Iterator[Table]:
    """Yield a table of what the articles answer, and one of what they do not, for each file."""
    scopes = list(dict.fromkeys(_scope(name) for name in run.figures))
    for scope in scopes:
        rows = {_kind(name): own for name, own in run.figures.items() if _scope(name) == scope}
        name = one_line(scope or "all files") if len(scopes) > 1 else None
        total = rows.pop(TOTAL)
        answered = {kind: figures for kind, figures in rows.items() if kind not in OTHERS}
        others = {kind: figures for kind, figures in rows.items() if kind in OTHERS}
        if len(answered) > 1:
            answered[TOTAL] = total
        if answered:
            yield _table(name, "In the\narticles", answered, OWN_COLUMNS)
        if others:
            yield _table(name, "Not in the\narticles", others, OTHER_COLUMNS)


def _table(
    name: str | None, heading: str, rows: Mapping[str, Figures], columns: Mapping[str, str]
) -> Table:
    table = Table(title=name, title_justify="left", box=None, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column(heading)
    for column in columns.values():
        table.add_column(column, justify="right")
    for kind, figures in rows.items():
        values = asdict(figures)
        table.add_row(kind, *(_cell(values[column]) for column in columns))
    return table


def _scope(group: str) -> str:
    return group.rpartition("/")[0]


def _kind(group: str) -> str:
    return group.rpartition("/")[2]


def _cell(value: int | float | None) -> str:
    if isinstance(value, int):
        return str(value)
    return "–" if value is None else f"{value:.3f}"
