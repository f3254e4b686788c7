"""A small storm; `make reliability` plays the large one."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from tests.chat.playing import HURRIED, addresses_kept
from tests.reliability.storm import Figures, Storm, play, shown

STORM = Storm(
    *(100, 8, 5),
    seed=1,
    questions_a_second=20.0,
    request_faults=0.05,
)
PACE = replace(
    HURRIED, heartbeat_timeout_seconds=1.5, pauses_seconds=(0.05, 0.1, 0.2, 0.4, 0.8, 1.6)
)


@pytest.mark.unmeasured
def test_a_gateway_that_fails_again_and_again_costs_no_question_its_one_answer() -> None:
    with addresses_kept():
        figures = asyncio.run(play(STORM, PACE))

    lost = sum(figures.troubles[name] for name in LOST)
    assert sum(figures.troubles.values()) == 8
    assert figures.asked >= 100
    assert (figures.never, figures.twice) == (0, 0), shown(STORM, figures)
    # A session is begun where Discord gave the one before up, and resumed everywhere else.
    assert figures.sessions == 1 + lost, shown(STORM, figures)
    assert figures.resumes >= 1


LOST = ("session invalid (op 9)", "cut and session given up")


def test_the_figures_are_told_in_lines() -> None:
    figures = Figures(asked=3, once=2, never=1, resumes=4, sessions=5, seconds=6.0)
    figures.troubles["connection cut"] = 7

    lines = shown(STORM, figures).splitlines()

    assert lines[0] == "3 questions in 5 channels and a direct one, 7 troubles (seed 1), 6 s"
    assert lines[1] == "     7 connection cut"
    assert lines[2] == "answered once: 2, never: 1, twice: 0"
