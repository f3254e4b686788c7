"""What the titles and headings above passages say, by the numbers of their stems."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bot.retrieval.index.held import Held
from bot.retrieval.index.layout import Layout
from bot.retrieval.words import stems
from bot.storage.arrays import Flags, Numbers, Rows, places_met

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

    def above(self, stems: Numbers, held: Held, known: int) -> tuple[Flags, Flags]:
        """Tell which of the stems (by row) name the subject of each passage (by column).

        Secondly, which are of its section. All stems are below `known`; a row behind theirs tells
        of what the index does not know.
        """
        above = self.of[held.among]
        subjects, of_subjects = self.subjects.among(above)
        sections, of_sections = self.sections.among(above)
        which, met = places_met(stems, np.concatenate([subjects, sections]), known)
        is_held = np.zeros((len(stems) + 1, 2 * len(above)), dtype=bool)
        is_held[which, np.concatenate([of_subjects, of_sections + len(above)]).take(met)] = True
        return is_held[:, : len(above)], is_held[:, len(above) :]


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
