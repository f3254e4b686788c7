"""Pages are read in a process of its own, which is ended when it takes too long or too much.

A hostile page can hold the parsers far longer than anybody waits, and neither of them can be told
to stop. Nothing that comes back is run or unpickled: it is JSON.
"""

import contextlib
import json
import logging
import multiprocessing
import os
from collections.abc import Callable
from dataclasses import asdict
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Literal, Self

from bot.articles.imports.pieces import Page, Piece
from bot.articles.imports.refusing import ImportRefused, Refusal

PageForm = Literal["html", "pdf"]
ReadPage = Callable[[PageForm, bytes, str | None, str | None], Page]
"""From form, content, media type and address to a page; raises ImportRefused."""

READ_SECONDS = 20.0
OOM_SCORE = Path("/proc/self/oom_score_adj")
READ_BYTES = 1_500_000_000


def read_page(form: PageForm, content: bytes, media_type: str | None, url: str | None) -> Page:
    """Read a page here and now, however long it takes."""
    if form == "pdf":
        from bot.articles.imports.pdf_page import page_from_pdf  # noqa: PLC0415 - only where it is needed

        return page_from_pdf(content)
    from bot.articles.imports.decoding import decoded  # noqa: PLC0415
    from bot.articles.imports.web_page import page_from_html  # noqa: PLC0415

    return page_from_html(decoded(content, media_type=media_type, is_html=True), url=url)


class Apart:
    """Reads pages in a process that is started at the first one and ended by `close`.

    For one thread. A page that takes more than `seconds`, or more memory than `READ_BYTES`, is
    refused, and the next one gets a new process.
    """

    def __init__(self, *, seconds: float = READ_SECONDS) -> None:
        self._seconds = seconds
        self._process: Any = None
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def read(self, form: PageForm, content: bytes, media_type: str | None, url: str | None) -> Page:
        """Return the page, as `read_page` does; raises ImportRefused, also when it is too slow."""
        connection = self._connected()
        try:
            connection.send_bytes(json.dumps([form, media_type, url]).encode())
            connection.send_bytes(content)
            if not connection.poll(self._seconds):
                self.close()
                raise ImportRefused(
                    Refusal.TOO_SLOW, f"it takes longer than {self._seconds:.0f} seconds to read"
                )
            answer = json.loads(connection.recv_bytes())
        except (EOFError, OSError) as error:
            self.close()
            raise ImportRefused(
                Refusal.TOO_LARGE, "it takes too much memory to read, or is damaged"
            ) from error
        return _page(answer)

    def close(self) -> None:
        """End the process, whatever it does."""
        if self._connection is not None:
            self._connection.close()
            self._process.kill()
            self._process.join()
            self._process.close()
            self._connection = self._process = None

    def _connected(self) -> Connection:
        if self._connection is None:
            # A fork would share the locks of the threads that it is made beside.
            context = multiprocessing.get_context("spawn")
            self._connection, other = context.Pipe()
            self._process = context.Process(target=serve, args=(other, self._seconds), daemon=True)
            self._process.start()
            other.close()
        return self._connection


def _page(answer: dict[str, Any]) -> Page:
    if "refused" in answer:
        raise ImportRefused(Refusal(answer["refused"]), answer["message"])
    pieces = tuple(
        Piece(piece["kind"], tuple(piece["lines"]), piece["level"]) for piece in answer["pieces"]
    )
    return Page(**{**answer, "pieces": pieces})


def serve(connection: Connection, seconds: float) -> None:
    """Read one page after the other, until nobody asks any more: the other process's whole work."""
    logging.disable(logging.CRITICAL)
    # Ctrl-C is for the program that asks; it ends this one.
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            form, media_type, url = json.loads(connection.recv_bytes())
            content = connection.recv_bytes()
            _bound(seconds)
            try:
                answer = asdict(read_page(form, content, media_type, url))
            except ImportRefused as error:
                answer = {"refused": error.kind, "message": str(error)}
            except MemoryError:
                answer = {
                    "refused": Refusal.TOO_LARGE,
                    "message": "it takes too much memory to read",
                }
            connection.send_bytes(json.dumps(answer).encode())


def _bound(seconds: float) -> None:
    """Bound memory and time, also for when nobody is left who would end this process."""
    # Linux, short of memory, ends this process and not the bot that began it.
    with contextlib.suppress(OSError):
        OOM_SCORE.write_text("1000", encoding="ascii")
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    used = sum(os.times()[:2])
    bounds = ((resource.RLIMIT_AS, READ_BYTES), (resource.RLIMIT_CPU, int(used + seconds) + 2))
    for limit, bound in bounds:
        # Some systems know a limit and do not let it be set.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (bound, resource.getrlimit(limit)[1]))
