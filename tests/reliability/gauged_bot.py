"""The bot as it is; on SIGUSR1 it says how many tasks it has."""

from __future__ import annotations

import asyncio
import gc
import signal
import sys
from types import FrameType

from bot.__main__ import main


def tell(_number: int, _frame: FrameType | None) -> None:
    gc.collect()
    # A signal comes between two steps of the program, within its running loop.
    tasks = asyncio.all_tasks(asyncio.get_running_loop())
    sys.stderr.write(f"TASKS {len(tasks)}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    signal.signal(signal.SIGUSR1, tell)
    sys.argv = ["souffleur", "run"]
    main()
