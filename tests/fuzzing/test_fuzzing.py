"""A short look at each law, and at all that broke one before; `make fuzz` looks for longer."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzzing.finds import finds
from tests.fuzzing.laws import LAWS
from tests.fuzzing.texts import TEXTS_FOR

# What needs a bot and a Discord for each example gets fewer of them.
EXAMPLES = {"question": 25, "article": 30, "custom_id": 10, "card": 10, "command": 10}
KEPT = [(law, name, text) for law in LAWS for name, text in finds(law)]


@pytest.mark.unmeasured
@pytest.mark.parametrize("law", LAWS)
def test_nothing_that_a_stranger_writes_breaks_a_law(law: str) -> None:
    @settings(max_examples=EXAMPLES.get(law, 60))
    @given(st.shared(TEXTS_FOR[law], key=law))
    def look(text: str) -> None:
        LAWS[law](text)

    look()


@pytest.mark.parametrize(
    ("law", "text"),
    [(law, text) for law, _, text in KEPT],
    ids=[f"{law}-{name}" for law, name, _ in KEPT],
)
def test_what_broke_a_law_once_breaks_it_no_more(law: str, text: str) -> None:
    LAWS[law](text)
