"""The curve as a picture."""

from pathlib import Path

import pytest

from bot.errors import BotError
from bot.measuring.plot import draw_curve, require_plotting
from bot.measuring.questions import Kind
from bot.retrieval.weights import Weights
from tests.measuring.builders import result

RESULTS = [
    result(ranked=("phare#1",), confidence=0.99),
    result(ranked=("a#2",), confidence=0.5),
    result(Kind.FOREIGN, confidence=0.0),
]


@pytest.mark.unmeasured
@pytest.mark.parametrize("name", ["curve.png", "curve.SVG", "curve.pdf"])
def test_a_curve_is_drawn(tmp_path: Path, name: str) -> None:
    require_plotting(tmp_path / name)
    draw_curve(RESULTS, tmp_path / name, Weights.shipped(), title="Cost: $x_{")

    assert (tmp_path / name).stat().st_size > 1000


def test_a_picture_of_another_form_is_refused() -> None:
    with pytest.raises(BotError, match=r"curve\.txt: a curve is drawn as \.png, \.svg, \.pdf\."):
        require_plotting(Path("curve.txt"))
