"""The groups that figures are given for: every kind of question, every file, and all of them."""

from collections.abc import Iterator, Sequence

from bot.measuring.asking import Result
from bot.measuring.figures import Figures, figures_of
from bot.measuring.questions import Kind

TOTAL = "total"


def figures_by_group(results: Sequence[Result]) -> dict[str, Figures]:
    """Return the figures by the name of their group.

    The names are the kinds (`plain`), and `total`. With several files the same stand before them
    for each, behind the file's name: `meta-scale-ai/plain`, `meta-scale-ai/total`.
    """
    figures: dict[str, Figures] = {}
    files = list(dict.fromkeys(result.file for result in results))
    if len(files) > 1:
        for file in files:
            of_file = [result for result in results if result.file == file]
            figures |= {f"{file}/{name}": measured for name, measured in _by_kind(of_file)}
    return figures | dict(_by_kind(results))


def _by_kind(results: Sequence[Result]) -> Iterator[tuple[str, Figures]]:
    own = [result for result in results if result.question.kind.is_answered]
    for kind in Kind:
        if group := [result for result in results if result.question.kind is kind]:
            yield kind.value, figures_of(group, own)
    yield TOTAL, figures_of(results, own)
