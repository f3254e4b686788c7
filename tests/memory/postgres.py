"""A real server of PostgreSQL: the one of TEST_DATABASE_URL, or one of the installed package."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

INSTALLED = Path("/usr/lib/postgresql")


def binaries() -> Path | None:
    """Where initdb and postgres are; of several versions the newest."""
    found = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere else None


def why_none() -> str | None:
    """Why no server can be started here, or None."""
    if binaries() is None:
        return "no PostgreSQL: apt install postgresql, or name a server in TEST_DATABASE_URL"
    if os.geteuid() == 0 and not (shutil.which("setpriv") and _its_user()):
        return "PostgreSQL does not run as root, and there is no user postgres or no setpriv"
    return None


class Server:
    """One that was made for the tests, in a folder of its own; it starts and stops."""

    def __init__(self) -> None:
        found = binaries()
        assert found is not None
        self._binaries = found
        self.folder = Path(tempfile.mkdtemp(prefix="souffleur-postgres-"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        if os.geteuid() == 0:
            shutil.chown(self.folder, _its_user(), _its_user())
        self._run(
            *("initdb", "--pgdata", f"{self.folder}/data", "--username=souffleur", "--auth=trust"),
            *("--no-sync", "--encoding=UTF8", "--locale=C"),
        )

    @property
    def url(self) -> str:
        return f"postgresql://souffleur@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        # Without fsync a loss of power would lose what was written; an end of the server does not.
        options = (
            f"-p {self.port} -c listen_addresses=127.0.0.1 "
            f"-c unix_socket_directories={self.folder} "
            "-c fsync=off -c max_connections=200 -c shared_buffers=16MB -c autovacuum=off"
        )
        log = f"{self.folder}/log"
        self._control("start", "--options", options, "--log", log, "--wait")

    def stop(self, mode: str = "fast") -> None:
        """End it; `immediate` ends it without leave, as a kill does."""
        self._control("stop", "--mode", mode, "--wait")

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "--pgdata", f"{self.folder}/data", "--silent", *arguments)

    def _run(self, program: str, *arguments: str) -> None:
        user = _its_user()
        as_user = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"]
        command = [*(as_user if os.geteuid() == 0 else []), str(self._binaries / program)]
        # The server keeps what it is given open: a pipe would never end.
        with (self.folder / "complaints").open("ab") as complaints_file:
            done = subprocess.run(
                [*command, *arguments],
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=complaints_file,
                check=False,
            )
        complaints = (self.folder / "complaints").read_text(errors="replace")
        assert done.returncode == 0, f"{program}: {complaints}"


@contextmanager
def running() -> Iterator[Server]:
    """A server of one's own, to be stopped and started."""
    server = Server()
    try:
        server.start()
        yield server
    finally:
        # It may be stopped already.
        with contextlib.suppress(AssertionError):
            server.stop("immediate")
        server.remove()


def with_parts(url: str, **parts: str) -> str:
    """The address with another user, password, port or database."""
    split = urlsplit(url)
    user, password = parts.get("user", split.username), parts.get("password", split.password)
    whose = f"{user}:{password}" if password else user
    host, port = split.hostname, parts.get("port", split.port or 5432)
    return f"postgresql://{whose}@{host}:{port}/{parts.get('database', split.path[1:])}"


def _its_user() -> str:
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        return ""
