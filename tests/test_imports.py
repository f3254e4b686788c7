"""Every module of the bot is loaded in a process of its own, and does nothing but that.

Tests are collected unmeasured (conftest.py): what runs when a module is loaded is measured here.
"""

from __future__ import annotations

import os
import pkgutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOAD = "import importlib, sys\nfor name in sys.argv[1:]:\n    importlib.import_module(name)"
# Alembic runs it, with a database at hand.
RUN_BY_OTHERS = {"bot.memory.migrations.env"}


def test_every_module_loads_and_says_nothing(tmp_path: Path) -> None:
    names = {module.name for module in pkgutil.walk_packages([str(ROOT / "bot")], "bot.")}

    loaded = subprocess.run(
        [sys.executable, "-c", LOAD, *sorted(names - RUN_BY_OTHERS)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )

    assert len(names) > 200
    assert (loaded.returncode, loaded.stdout, loaded.stderr) == (0, b"", b"")
    assert list(tmp_path.iterdir()) == []
