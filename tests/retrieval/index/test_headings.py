"""What the titles and headings above passages say."""

import numpy as np
import pytest

from bot.retrieval.words import stem
from tests.retrieval.builders import KEEPER, ranking_of


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Le phare de Kermadec", {"phare", "kermadec"}),
        ("La longue histoire du vieux phare où vécut Anna Quéméner", {"quemener", "anna"}),
    ],
)
def test_a_short_title_names_its_subject_and_a_long_one_by_its_names(
    title: str, subject: set[str]
) -> None:
    asked = ["phare", "kermadec", "histoire", "anna", "quemener", "vieux"]
    index = ranking_of(KEEPER, "Un jour, Anna partit.", title=title).index
    stems = index.numbers(map(stem, asked))

    subjects, sections = index.headings.above(
        np.array([*stems.values()], dtype=np.int32), index.held([0, 1]), len(index.terms.stems)
    )

    named = {
        word for word in asked if stem(word) in stems and subjects[[*stems].index(stem(word))].all()
    }
    assert named == subject
    assert not sections.any()


def test_a_section_is_told_apart_from_the_subject() -> None:
    index = ranking_of(KEEPER, title="Le phare", section=("Les naufrages", "Une nuit")).index
    stems = index.numbers(map(stem, ["phare", "naufrages", "nuit"]))

    subjects, sections = index.headings.above(
        np.array([*stems.values()], dtype=np.int32), index.held([0]), len(index.terms.stems)
    )

    # Behind the last one stands what the index does not know.
    assert subjects[:, 0].tolist() == [True, False, False, False]
    assert sections[:, 0].tolist() == [False, True, True, False]
