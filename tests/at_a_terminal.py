"""The program at a terminal: what its screen shows, and keys that are pressed."""

import contextlib
import os
import pty
import re
import select
import subprocess
import sys
import time
from typing import Self

# Ctrl-C goes to the program that the terminal belongs to, unless it was started to ignore that.
AT_A_TERMINAL = """
import os, signal, sys
os.login_tty(0)
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.executable, [sys.executable, "-m", "bot", *sys.argv[1:]])
"""


class Terminal:
    """A screen and a keyboard, with the program between them until it is left."""

    def __init__(self, *arguments: str, **environment: str) -> None:
        self.screen = b""
        self._keyboard, terminal = pty.openpty()
        self._process = subprocess.Popen(
            [sys.executable, "-c", AT_A_TERMINAL, *arguments],
            stdin=terminal,
            env=os.environ | {"TERM": "xterm", "COLUMNS": "80"} | environment,
        )
        os.close(terminal)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._keyboard)

    def type(self, line: bytes) -> None:
        """Type a line."""
        os.write(self._keyboard, line + b"\n")

    def read_until(self, shown: bytes) -> None:
        """Read what the screen shows from here on until a regular expression is found in it."""
        self.screen, late = b"", time.monotonic() + 30
        while not re.search(shown, self.screen, re.DOTALL):
            assert time.monotonic() < late, self.screen
            self._look()

    def press_until_left(self, key: bytes) -> int:
        """Press a key, as a person does, more than once when nothing happens; return the exit code.

        Python misses a Ctrl-C that comes within microseconds of the prompt.
        """
        for _ in range(30):
            os.write(self._keyboard, key)
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self._process.wait(timeout=1)
        raise AssertionError(f"{key!r} did not end the program")

    def _look(self) -> None:
        if select.select([self._keyboard], [], [], 0.5)[0]:
            # Linux says so when the program has left.
            with contextlib.suppress(OSError):
                self.screen += os.read(self._keyboard, 4096)
