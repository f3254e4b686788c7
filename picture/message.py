"""The message to draw: what the bot, as a process of its own, sends to a loopback Discord."""

from tests.bot_process import running
from tests.discord_server import DiscordServer, Payload

FIRST = "Qui est Jason Droege\u202f?"
QUESTION = "Combien Meta a-t-il investi dans Scale AI\u202f?"
ASKER = "lectrice"


async def sent_message() -> Payload:
    """Ask the question with a mention, and return the reply as Discord holds it."""
    async with DiscordServer() as server, running(server):
        asker = server.add_user(ASKER)
        # The first answer of a process also reads the lexicon: its time is not what members see.
        await _reply_to(FIRST, asker, server)
        return await _reply_to(QUESTION, asker, server)


async def _reply_to(question: str, asker: Payload, server: DiscordServer) -> Payload:
    return await server.replies_to(await server.say(f"{server.mention} {question}", author=asker))
