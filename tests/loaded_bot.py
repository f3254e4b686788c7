"""A process that has loaded the bot's modules and becomes a bot at each request.

It runs as `python -m tests.loaded_bot` with a socket as its standard input (tests/forked_bot.py has
the other end), ends when that is closed, and has no threads: what it forks is as if just started.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import runpy
import socket
import sys
from typing import Any

# What bot/__main__.py, `run` and `check` load (bot/command_line/serving.py), most of a start.
MODULES = (
    *(f"bot.command_line.{name}" for name in ("asking", "importing", "measuring", "reading")),
    *(f"bot.command_line.{name}" for name in ("remembering", "serving", "wiring")),
    *("bot.chat.checking", "bot.chat.running"),
    *("bot.articles.shelf", "bot.retrieval.stacks", "bot.retrieval.thesaurus"),
)
REQUEST_BYTES = 1 << 20


def main() -> None:
    for name in MODULES:
        importlib.import_module(name)
    gc.freeze()
    with socket.socket(fileno=os.dup(0)) as door:
        while True:
            request, files, _, _ = socket.recv_fds(door, REQUEST_BYTES, 3)
            if not request:
                return
            if os.fork() == 0:
                door.close()
                _keep(json.loads(request), *files)
            for file in files:
                os.close(file)
            _forget_ended()


def _keep(request: Any, printed: int, logged: int, told: int) -> None:
    """Fork a bot, tell its id, and once it has ended its exit code, each a line of its own."""
    bot = os.fork()
    if bot == 0:
        os.close(told)
        _become(request, printed, logged)
    os.write(told, f"{bot}\n".encode())
    os.close(printed)
    os.close(logged)
    _, status = os.waitpid(bot, 0)
    os.write(told, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _become(request: Any, printed: int, logged: int) -> None:
    """Be what `python -m bot` is when it has just loaded its modules."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    for file, standard in ((nothing, 0), (printed, 1), (logged, 2)):
        os.dup2(file, standard)
        os.close(file)
    sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w", buffering=1)
    os.environ.clear()
    os.environ.update(request["environment"])
    sys.argv = ["bot", *request["arguments"]]
    runpy.run_module("bot", run_name="__main__", alter_sys=True)
    sys.exit(0)


def _forget_ended() -> None:
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


if __name__ == "__main__":
    main()
