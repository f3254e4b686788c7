"""Threads, forums, and places where the bot may not write: what befalls them on the stand-in."""

from __future__ import annotations

from tests import discord_payloads as payloads
from tests.discord_gateway import Gateway
from tests.discord_payloads import Payload
from tests.discord_routes import Routes
from tests.discord_world import World

PUBLIC_THREAD, FORUM = 11, 15


class Places:
    """The methods of DiscordServer that change where people write, and who may."""

    world: World
    gateway: Gateway
    routes: Routes

    def add_thread(self, name: str, *, parent: Payload | None = None) -> Payload:
        """Open a public thread; in a forum see `add_post`."""
        return self._opened(self.world.snowflakes.next(), name, parent or self.world.channel)

    def add_forum(self, name: str) -> Payload:
        added = self.world.add_channel(name, FORUM)
        self.gateway.dispatch("CHANNEL_CREATE", added)
        return added

    def add_post(
        self, forum: Payload, title: str, text: str, *, fields: Payload | None = None
    ) -> Payload:
        """Write the first message of a forum's thread, which bears the thread's id."""
        thread = self._opened(self.world.snowflakes.next(), title, forum)
        over = {"id": thread["id"], **(fields or {})}
        post = self.world.write(thread, self.world.user, {"content": text}, [], over)
        self.gateway.dispatch("MESSAGE_CREATE", post)
        return post

    def archive(self, thread: Payload, *, is_locked: bool = False) -> None:
        thread["thread_metadata"] |= {"archived": True, "locked": is_locked}
        self.gateway.dispatch("THREAD_UPDATE", thread)

    def remove_channel(self, channel: Payload) -> None:
        del self.world.channels[channel["id"]]
        self.gateway.dispatch("CHANNEL_DELETE", channel)

    def forbid_writing(self, channel: Payload) -> None:
        """Take the bot's permission to send messages there."""
        self.world.unwritable.add(channel["id"])

    def delete_at_once(self, messages: list[Payload]) -> None:
        """Resources › Message, "Bulk Delete Messages", as a moderator's bot does it."""
        for message in messages:
            del self.world.messages[message["id"]]
        place = {key: messages[0][key] for key in ("channel_id", "guild_id")}
        event = {"ids": [message["id"] for message in messages], **place}
        self.gateway.dispatch("MESSAGE_DELETE_BULK", event)

    def _opened(self, thread_id: str, name: str, parent: Payload) -> Payload:
        opened = payloads.thread(thread_id, parent, name, owner=self.world.user)
        self.world.channels[thread_id] = opened
        self.gateway.dispatch("THREAD_CREATE", opened)
        return opened
