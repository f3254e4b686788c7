"""A page as a picture, taken by headless Chromium."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Alone, unseen, with a profile of its own, and without a word to anybody.
SWITCHES = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run
--disable-background-networking --disable-component-update --disable-sync --hide-scrollbars
--force-device-scale-factor=1.5""".split()
WIDTH, ROOM = 700, 2000
SECONDS = 120
# The page tells its height; a picture can only be as high as the window is made.
MEASURE = "<script>document.documentElement.dataset.height = document.body.scrollHeight</script>"


class BrowserError(Exception):
    """Chromium is missing, or did not do what it was asked; the message names the remedy."""


def installed() -> str:
    """Return the program of the browser; raises BrowserError where there is none."""
    for name in NAMES:
        if program := shutil.which(name):
            return program
    raise BrowserError("Chromium is not installed (Debian, Ubuntu: apt install chromium).")


def take_picture(browser: str, page: Path, picture: Path) -> None:
    """Write the page, as wide as WIDTH and as high as it is, to `picture`, as PNG."""
    measured = page.with_suffix(".measured.html")
    measured.write_text(page.read_text(encoding="utf-8") + MEASURE, encoding="utf-8")
    shown = _run(browser, ROOM, "--dump-dom", measured.resolve().as_uri())
    height = re.search(r'data-height="(\d+)"', shown)
    if height is None:
        raise BrowserError(f"{browser} does not show {page}.")
    _run(browser, int(height[1]), f"--screenshot={picture.resolve()}", page.resolve().as_uri())


def _run(browser: str, height: int, *what: str) -> str:
    with tempfile.TemporaryDirectory(prefix="souffleur-picture-") as profile:
        window = (f"--window-size={WIDTH},{height}", f"--user-data-dir={profile}")
        command = [browser, *SWITCHES, *window, *what]
        try:
            done = subprocess.run(  # noqa: S603 - the browser that the developer has installed
                command, capture_output=True, text=True, timeout=SECONDS, check=True
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise BrowserError(f"{browser} cannot be run: {error}") from error
    return done.stdout
