"""Work shared out to processes: its results come in order, and what ends them is told."""

from __future__ import annotations

import os
import signal

import pytest

from bot.storage.workers import FEW_LOTS, in_threads, worked_out

LOTS = list(range(2 * FEW_LOTS))


def _doubled(lot: int) -> int:
    return 2 * lot


def _killed(lot: int) -> int:
    if lot == FEW_LOTS:
        os.kill(os.getpid(), signal.SIGKILL)
    return lot


@pytest.mark.parametrize("lots", [LOTS[:2], LOTS], ids=["few", "many"])
def test_results_come_in_order(lots: list[int]) -> None:
    assert list(worked_out(_doubled, lots)) == [2 * lot for lot in lots]


def test_threads_give_results_in_order_and_take_no_more_than_they_work_on() -> None:
    lots = iter(range(1_000))

    found = in_threads(_doubled, lots)

    assert next(found) == 0
    skipped = next(lots)
    assert skipped < 500
    assert list(found) == [2 * lot for lot in range(1, 1_000) if lot != skipped]


@pytest.mark.unmeasured
def test_a_process_that_is_killed_is_an_error_that_names_it() -> None:
    with pytest.raises(OSError, match="ended from outside"):
        list(worked_out(_killed, LOTS))
