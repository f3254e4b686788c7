"""From a server's name to its addresses, without a thread that anybody has to wait for."""

import asyncio
import contextlib
import socket
import threading

from aiohttp.abc import AbstractResolver, ResolveResult


class SystemNames(AbstractResolver):
    """Asks the system for a name's addresses, in a thread that nobody has to wait for.

    The system may take minutes to answer and cannot be told to stop. The threads that asyncio
    keeps for this are shared by all of the bot, and are waited for at its end.
    """

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """Return the addresses of `host`; raises OSError when it has none."""
        loop = asyncio.get_running_loop()
        answered: asyncio.Future[list[ResolveResult]] = loop.create_future()

        def tell(answer: list[ResolveResult] | OSError) -> None:
            if answered.done():
                return
            if isinstance(answer, OSError):
                answered.set_exception(answer)
            else:
                answered.set_result(answer)

        def ask() -> None:
            answer = _addresses(host, port, family)
            # Nobody may be there any more.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(tell, answer)

        threading.Thread(target=ask, name=f"addresses of {host[:50]}", daemon=True).start()
        return await answered

    async def close(self) -> None:
        """Leave alone whoever still asks."""


def _addresses(host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult] | OSError:
    try:
        found = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, family=family, flags=socket.AI_ADDRCONFIG
        )
    except OSError as error:
        return error
    # UnicodeError: a part of the name is longer than a name may be.
    except UnicodeError as error:
        return OSError(str(error))
    answer = [
        ResolveResult(
            hostname=host,
            host=str(where[0]),
            port=int(where[1]),
            family=kind,
            proto=protocol,
            flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
        )
        for kind, _, protocol, _, where in found
        # Only an address of this link has a scope, and it is none of the open internet.
        if len(where) < 4 or not where[3]
    ]
    return answer or OSError(f"{host} has no address of the open internet")
