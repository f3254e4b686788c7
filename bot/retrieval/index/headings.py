"""What the titles and headings above passages say, by the numbers of their stems."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.retrieval.index.layout import Layout
from bot.retrieval.words import stems
from bot.storage.arrays import Numbers, Rows

# A title of so many words names a subject (« Guerre anglo-zouloue »); a longer one tells a story.
SHORT_TITLE = 3


@dataclass(frozen=True, slots=True)
class Headings:
    """Rows of stems, one for all that stands above some passages; `of` is the row of each passage.

    `said` has those of the title and of the headings of the section, `sections` those of the latter
    alone, and `subjects` those of the title that name the subject: of a short one all, of a longer
    one the names.
    """

    said: Rows
    subjects: Rows
    sections: Rows
    of: Numbers

    def above(
        self, passages: Sequence[int], stems: Mapping[int, str]
    ) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
        """Yield for each passage those of the `stems` that name its subject, and of its section.

        The stems are given by their numbers.
        """
        for row in self.of[passages].tolist():
            subject, section = (
                frozenset(stems[each] for each in rows.row(row).tolist() if each in stems)
                for rows in (self.subjects, self.sections)
            )
            yield subject, section


def said_above(layout: Layout, number: Mapping[str, int]) -> Rows:
    """Return a row of stems for all that stands above passages; `number` has that of each stem."""
    return _numbered(
        ([*_different(title), *_different(*section)] for title, section in layout.above), number
    )


def subjects_and_sections(
    layout: Layout, number: Mapping[str, int], is_name: Callable[[str], bool]
) -> tuple[Rows, Rows]:
    """Return for the same those that name the subject, and those of the section."""
    titles = (_different(title) for title, _ in layout.above)
    subjects = (
        title if len(title) <= SHORT_TITLE else [*filter(is_name, title)] for title in titles
    )
    sections = (_different(*section) for _, section in layout.above)
    return _numbered(subjects, number), _numbered(sections, number)


def _different(*headings: str) -> list[str]:
    return [*dict.fromkeys(stems(" ".join(headings)))]


def _numbered(rows: Iterable[Sequence[str]], number: Mapping[str, int]) -> Rows:
    return Rows.of([[number[stem] for stem in row] for row in rows])
