"""What got better and what got worse since an earlier run."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from bot.measuring.figures import Figures
from bot.measuring.groups import TOTAL
from bot.measuring.record import AskedQuestion, Run

# Smaller differences do not show in what is printed.
LEAST_DIFFERENCE = 0.0005
# Times swing from run to run: they are left to the two tables.
NOT_COMPARED = {"asked", "own", "p50_ms", "p99_ms"}

Key = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A figure of a group that both runs have, and that moved; more is better."""

    group: str
    figure: str
    before: float
    after: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs side by side.

    A question changed sides when it was wrong before and is right now, or the other way round.
    `unmatched` counts the questions that only one of the runs asked.
    """

    changes: tuple[Change, ...]
    gained: tuple[AskedQuestion, ...]
    lost: tuple[AskedQuestion, ...]
    unmatched: int


def compare(before: Run, after: Run) -> Comparison:
    """Compare a run with an earlier one, figure by figure and question by question."""
    old, new = _by_key(before.results), _by_key(after.results)
    both = [(old[key], new[key]) for key in new if key in old]
    return Comparison(
        changes=tuple(_changes(before.figures, after.figures)),
        gained=tuple(now for was, now in both if now.right and not was.right),
        lost=tuple(now for was, now in both if was.right and not now.right),
        unmatched=len(old) + len(new) - 2 * len(both),
    )


def _changes(before: dict[str, Figures], after: dict[str, Figures]) -> Iterable[Change]:
    for group in (name for name in after if name in before):
        total = "/".join([*group.split("/")[:-1], TOTAL])
        if group != total and after[group] == after[total] and before[group] == before[total]:
            continue  # The one kind of its file: the total says the same.
        was = asdict(before[group])
        for figure, value in asdict(after[group]).items():
            if figure in NOT_COMPARED or value is None or was[figure] is None:
                continue
            if abs(value - was[figure]) >= LEAST_DIFFERENCE:
                yield Change(group, figure, was[figure], value)


def _by_key(results: Iterable[AskedQuestion]) -> dict[Key, AskedQuestion]:
    """Tell questions apart by what was asked, and equal ones by their order."""
    seen: Counter[Key] = Counter()
    keyed: dict[Key, AskedQuestion] = {}
    for result in results:
        key = (result.file, result.asked_of, result.kind, *result.after, result.question)
        seen[key] += 1
        keyed[*key, str(seen[key])] = result
    return keyed
