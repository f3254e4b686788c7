"""Much work, shared out to as many processes as there are processors."""

import errno
import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from typing import TypeVar

from bot.storage.freed import give_back

# Starting a process takes as long as it works on so many lots.
FEW_LOTS = 8

Lot = TypeVar("Lot")
Result = TypeVar("Result")


def _begin() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # An interrupt is for the one who began: the others would only print where they were.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What a lot leaves refers in no circles, and looking for some takes a fifth of the time.
    gc.disable()


def _end_with_parent() -> None:
    """End this process when the one that began it was killed."""
    import multiprocessing  # noqa: PLC0415 - see worked_out

    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def in_threads(
    function: Callable[[Lot], Result], lots: Iterable[Lot]
) -> Generator[Result, None, None]:
    """Yield what a function makes of each lot, in order; for numpy, which leaves others alone.

    No more lots are taken than are worked on and wait for it.
    """
    from concurrent.futures import Future, ThreadPoolExecutor  # noqa: PLC0415 - see worked_out

    threads = _processors()
    if threads == 1:
        yield from map(function, lots)
        return
    begun: deque[Future[Result]] = deque()
    with ThreadPoolExecutor(threads) as executor:
        for lot in lots:
            begun.append(executor.submit(function, lot))
            if len(begun) > threads:
                yield begun.popleft().result()
        while begun:
            yield begun.popleft().result()
    # A thread has holes of its own.
    give_back()


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def worked_out(
    function: Callable[[Lot], Result], lots: Sequence[Lot], *, few: int = FEW_LOTS
) -> Generator[Result, None, None]:
    """Yield what a function makes of each lot, in order; fewer than `few` are done here and now.

    The function is one of a module, and what it takes and gives goes to another process. An
    interrupt ends with the lots that were begun. Raises OSError when one of them is killed.
    """
    processors = _processors()
    if len(lots) < few or processors == 1:
        yield from map(function, lots)
        return
    # Most starts have nothing to work out, and need not wait for what starts processes.
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    # A process that is a copy of one with threads may wait for ever.
    context = multiprocessing.get_context("spawn")
    executor = ProcessPoolExecutor(
        processors,
        mp_context=context,
        initializer=_begin,
    )
    try:
        yield from executor.map(function, lots)
    except BrokenProcessPool as error:
        raise OSError(errno.ECHILD, "a process that helped was ended from outside") from error
    finally:
        executor.shutdown(cancel_futures=True)
