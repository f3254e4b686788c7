"""How hypothesis draws its examples, which tests are measured, and the databases."""

import gc
import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import pytest
from coverage import Coverage
from hypothesis import settings

pytest_plugins = ["tests.memory.databases"]

# No deadline: machines are shared, and a pause is no failure. Where a change is judged the
# examples are the same at every run; elsewhere chance goes on looking for new ones.
# `make fuzz` looks for longer.
settings.register_profile(
    "souffleur", deadline=None, derandomize="CI" in os.environ, max_examples=40
)
settings.load_profile("souffleur")

CHILDREN = "COVERAGE_PROCESS_CONFIG"
"""Where coverage tells the processes that a test starts to measure themselves."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect unmeasured, in a third of the time; test_imports measures what runs at import.

    What is loaded then stays: Python's collector need not look at it again and again.
    """
    gc.disable()
    try:
        with _unmeasured():
            return (yield)
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure no test of hypothesis: chance reaches other lines each time, and takes longer."""
    for item in items:
        if item.get_closest_marker("hypothesis"):
            item.add_marker("unmeasured")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    if item.get_closest_marker("unmeasured"):
        with _unmeasured():
            return (yield)
    return (yield)


@contextmanager
def _unmeasured() -> Iterator[None]:
    """Stop every coverage of this process: pytest-cov has two of them in a worker of xdist.

    Its own mark, `no_cover`, stops the inner one alone, and the outer one goes on in its place.
    """
    stopped: list[Coverage] = []
    while (running := Coverage.current()) is not None:
        running.stop()
        stopped.append(running)
    with pytest.MonkeyPatch.context() as environment:
        environment.delenv(CHILDREN, raising=False)
        try:
            yield
        finally:
            for coverage in reversed(stopped):
                coverage.start()
