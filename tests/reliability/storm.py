"""Questions come in while the gateway fails at random: who was answered, and how often.

    python -m tests.reliability.storm --questions 2000 --troubles 100 --seed 1

prints the figures of docs/reliability.md.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from bot.articles.folder import read_corpus
from bot.chat.client import Souffleur
from bot.chat.connection import probe, use_address_of
from bot.chat.pace import Pace
from bot.chat.servers import Servers
from bot.retrieval.librarian import Librarian
from bot.settings import Settings
from tests.chat.playing import NO_LIMITS
from tests.discord_payloads import Payload
from tests.discord_server import DiscordServer

CORPUS = Path(__file__).parent.parent.parent / "corpus"
QUESTIONS = (
    "Combien Meta a-t-il investi dans Scale AI ?",
    "Qui est Alexandr Wang ?",
    "Quelle est la capitale de la Mongolie ?",
    "Quand Scale AI a-t-elle été fondée ?",
)
PATIENCE_SECONDS = 90.0
# The bot's own times but for three, without which a storm would last for hours: how long a silent
# gateway is borne, how long the bot waits before a new session, and how many of those are free.
IN_A_STORM = replace(
    Pace(), heartbeat_timeout_seconds=2.5, new_session_seconds=1.0, free_sessions_an_hour=100
)


@dataclass(frozen=True, slots=True)
class Storm:
    """What happens; `request_faults` is the share of replies whose answer is lost on the way."""

    questions: int
    troubles: int
    channels: int
    seed: int
    questions_a_second: float
    request_faults: float = 0.0


@dataclass(slots=True)
class Figures:
    """What came of it."""

    asked: int = 0
    once: int = 0
    never: int = 0
    twice: int = 0
    resumes: int = 0
    sessions: int = 0
    seconds: float = 0.0
    troubles: Counter[str] = field(default_factory=Counter)


class Troubles:
    """The ways in which a gateway fails, each by its name."""

    def __init__(self, server: DiscordServer) -> None:
        gateway = server.gateway
        self._gateway = gateway
        self.resumable: dict[str, Callable[[], None]] = {
            "connection cut": gateway.drop,
            "asked to reconnect (op 7)": gateway.ask_reconnect,
            "session invalid, resumable (op 9)": lambda: gateway.invalidate(is_resumable=True),
            "heartbeats unanswered": gateway.fall_silent,
            "cut and away for a while": self._go_away,
        }
        self.lost: dict[str, Callable[[], None]] = {
            "session invalid (op 9)": lambda: gateway.invalidate(is_resumable=False),
            "cut and session given up": gateway.forget,
        }

    def _go_away(self) -> None:
        self._gateway.is_away = True
        self._gateway.drop()
        asyncio.get_running_loop().call_later(1.0, setattr, self._gateway, "is_away", False)


async def play(storm: Storm, pace: Pace) -> Figures:
    """Let it storm, wait for the last answer, and count."""
    server = DiscordServer(heartbeat_interval_seconds=0.4)
    begun = time.monotonic()
    async with server:
        settings = Settings.from_environment(
            {"DISCORD_TOKEN": server.token, "DISCORD_API_URL": server.api_url}
        )
        use_address_of(settings, (await probe(settings)).gateway_url)
        # One person asks it all: without limits on how much somebody may ask.
        servers = Servers(Librarian(read_corpus(CORPUS)), limits=NO_LIMITS)
        bot = Souffleur(servers, pace=pace)
        async with bot:
            running = asyncio.create_task(bot.start(server.token))
            await server.ready()
            figures = await _weather(storm, server)
            await bot.close()
            await asyncio.gather(running, return_exceptions=True)
    figures.seconds = time.monotonic() - begun
    return figures


async def _weather(storm: Storm, server: DiscordServer) -> Figures:
    figures = Figures()
    chance = random.Random(storm.seed)  # noqa: S311 - the same storm at every run
    blowing = asyncio.create_task(_blow(storm, server, chance, figures))
    asked = await _ask(storm, server, chance, blowing)
    await blowing
    # Who is left without an answer is counted below.
    with contextlib.suppress(TimeoutError):
        await server.until(
            lambda: all(map(server.answers_to, asked)), timeout_seconds=PATIENCE_SECONDS
        )
    answers = Counter(len(server.answers_to(question)) for question in asked)
    figures.asked, figures.once, figures.never = len(asked), answers[1], answers[0]
    figures.twice = len(asked) - figures.once - figures.never
    figures.resumes, figures.sessions = server.resumes, server.identifies
    return figures


async def _blow(
    storm: Storm, server: DiscordServer, chance: random.Random, figures: Figures
) -> None:
    """Bring all the troubles, each kind in its turn, one after another at a random time."""
    troubles = Troubles(server)
    kinds = [*troubles.resumable.items(), *troubles.lost.items()]
    every = [kinds[number % len(kinds)] for number in range(storm.troubles)]
    chance.shuffle(every)
    for name, happen in every:
        await asyncio.sleep(chance.uniform(0.0, 0.8))
        await server.until(lambda: server.gateway.connected, timeout_seconds=PATIENCE_SECONDS)
        happen()
        figures.troubles[name] += 1


async def _ask(
    storm: Storm, server: DiscordServer, chance: random.Random, blowing: asyncio.Task[None]
) -> list[Payload]:
    """Ask at the given rate, and on until the last trouble: every one meets questions."""
    channels = [server.dm, *(server.add_channel(f"salon-{n}") for n in range(storm.channels))]
    asked: list[Payload] = []
    while len(asked) < storm.questions or not blowing.done():
        if chance.random() < storm.request_faults:
            server.fail_next("POST", r"/channels/\d+/messages$", is_reset=True, is_taken=True)
        question = f"{server.mention} {chance.choice(QUESTIONS)}"
        asked.append(await server.say(question, channel=chance.choice(channels)))
        await asyncio.sleep(chance.expovariate(storm.questions_a_second))
    return asked


def shown(storm: Storm, figures: Figures) -> str:
    """Return the figures as lines of text."""
    kinds = "".join(f"  {count:4} {name}\n" for name, count in sorted(figures.troubles.items()))
    return (
        f"{figures.asked} questions in {storm.channels} channels and a direct one, "
        f"{sum(figures.troubles.values())} troubles (seed {storm.seed}), {figures.seconds:.0f} s\n"
        f"{kinds}"
        f"answered once: {figures.once}, never: {figures.never}, twice: {figures.twice}\n"
        f"sessions resumed: {figures.resumes}, begun: {figures.sessions}"
    )


def main() -> None:
    """Play the storm that the arguments tell, with the bot's own times but for heartbeats."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--troubles", type=int, default=100)
    parser.add_argument("--channels", type=int, default=12)
    parser.add_argument("--rate", type=float, default=10.0, help="questions a second")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    storm = Storm(
        *(given.questions, given.troubles, given.channels, given.seed, given.rate),
        request_faults=0.02,
    )
    figures = asyncio.run(play(storm, IN_A_STORM))
    print(shown(storm, figures))
    raise SystemExit(0 if figures.once == figures.asked else 1)


if __name__ == "__main__":
    main()
