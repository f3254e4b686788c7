"""What people do on the stand-in: write, use commands, press buttons, and wait for the bot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypedDict, TypeVar, Unpack

from tests.discord_commands import Commands
from tests.discord_gateway import Gateway
from tests.discord_interactions import AUTOCOMPLETE, COMMAND, COMPONENT, MODAL, Interactions
from tests.discord_messages import components_in, outside_events
from tests.discord_payloads import Payload
from tests.discord_rest import Rest
from tests.discord_routes import Routes
from tests.discord_rules import SELECTS
from tests.discord_world import Interaction

T = TypeVar("T")


class How(TypedDict, total=False):
    """Who uses a command or a component, where (the text channel, or the message's), and how."""

    user: Payload
    channel: Payload
    locale: str
    timeout_seconds: float
    over: Payload
    """Fields laid over the interaction's payload, such as `context`."""


class People:
    """The methods of DiscordServer that a person on Discord would know.

    The methods that use a command or a component wait for the bot's callback, and after a
    "thinking" one for what takes its place; the record that they return fills on afterwards.
    """

    def __init__(
        self, gateway: Gateway, rest: Rest, routes: Routes, interactions: Interactions
    ) -> None:
        self.world = gateway.world
        self.changes = gateway.changes
        self.gateway = gateway
        self.rest = rest
        self.routes = routes
        self.interactions = interactions
        self.registered = Commands(self.world, rest)

    async def until(
        self, found: Callable[[], T | None], *, timeout_seconds: float = 5.0, what: str = "it"
    ) -> T:
        """Wait for a result of `found`, looked at again after each request or event of the bot."""
        return await self.changes.until(found, timeout_seconds=timeout_seconds, what=what)

    def answers_to(self, message: Payload) -> list[Payload]:
        """The bot's messages, so far, that reply to this one."""
        answers = self.world.answers.get(message["id"], [])
        return [answer for answer in answers if answer["id"] in self.world.messages]

    async def replies_to(self, message: Payload, *, timeout_seconds: float = 5.0) -> Payload:
        """Return the bot's first message that replies to this one."""
        what = f"a reply to {message['content'][:80]!r}"
        found = await self.until(
            lambda: self.answers_to(message), timeout_seconds=timeout_seconds, what=what
        )
        return found[0]

    async def say(
        self,
        text: str,
        *,
        channel: Payload | None = None,
        author: Payload | None = None,
        reply_to: Payload | None = None,
        is_pinging: bool = True,
        fields: Payload | None = None,
    ) -> Payload:
        """Post a message; whoever is written as <@id> is mentioned, and the author replied to.

        `is_pinging=False` is a reply with "ping on reply" off. `fields` are laid over the
        message: `webhook_id` makes it a webhook's.
        """
        body: Payload = {"content": text}
        body["allowed_mentions"] = {"parse": ["users"], "replied_user": is_pinging}
        if reply_to is not None:
            body["message_reference"] = {"message_id": reply_to["id"]}
        where = channel or self.world.channel
        said = self.world.write(where, author or self.world.user, body, [], fields)
        self.gateway.dispatch("MESSAGE_CREATE", said)
        return said

    async def edit(self, message: Payload, text: str) -> None:
        """A person changes a message, and whom it mentions with it."""
        self.world.rewrite(message, {"content": text}, [])
        message["mentions"] = self.world.pinged(message, {})
        self.gateway.dispatch("MESSAGE_UPDATE", message)

    async def delete(self, message: Payload) -> None:
        self.routes.delete(message)

    async def slash(
        self, name: str, options: Mapping[str, object] | None = None, **how: Unpack[How]
    ) -> Interaction:
        """Use a registered command by its default name ("config locale" names a subcommand).

        An option may be a file, as `files.attach` returns it.
        """
        data = self._command_data(name, options or {})
        return await self._interact(COMMAND, data, f"/{name}", **how)

    async def autocomplete(
        self,
        name: str,
        option: str,
        typed: str,
        options: Mapping[str, object] | None = None,
        **how: Unpack[How],
    ) -> Interaction:
        """Type into an option of a command; `choices` of the result are what is proposed."""
        data = self._command_data(name, {**(options or {}), option: typed}, focused=option)
        return await self._interact(AUTOCOMPLETE, data, f"the choices of /{name}", **how)

    async def context_menu(self, name: str, message: Payload, **how: Unpack[How]) -> Interaction:
        """Choose a command in a message's menu: the bot sees that message whole."""
        command = self.registered.named(name, kind=3)
        data: Payload = {key: command[key] for key in ("id", "name", "type")}
        data["target_id"] = message["id"]
        data["resolved"] = {"messages": {message["id"]: outside_events(message)}}
        return await self._interact(COMMAND, data, f"menu {name!r}", of=message, **how)

    async def press(self, message: Payload, custom_id: str, **how: Unpack[How]) -> Interaction:
        data = self._component_data(message, custom_id)
        what = f"button {custom_id!r}"
        return await self._interact(COMPONENT, data, what, of=message, **how)

    async def select(
        self, message: Payload, custom_id: str, values: Sequence[str], **how: Unpack[How]
    ) -> Interaction:
        data = {**self._component_data(message, custom_id), "values": list(values)}
        what = f"menu {custom_id!r}"
        return await self._interact(COMPONENT, data, what, of=message, **how)

    async def submit_modal(
        self, shown: Interaction, fields: Mapping[str, str], **how: Unpack[How]
    ) -> Interaction:
        """Fill in the modal that answered `shown`: text by custom_id, the rest left as it was."""
        modal = shown.data
        filled = [_filled(component, fields) for component in modal["components"]]
        data = {"custom_id": modal["custom_id"], "components": filled}
        if shown.message is not None:
            how["over"] = {"message": shown.message, **how.get("over", {})}
        what = f"modal {modal['custom_id']!r}"
        return await self._interact(MODAL, data, what, of=shown.payload, **how)

    async def _interact(
        self, kind: int, data: Payload, what: str, *, of: Payload | None = None, **how: Unpack[How]
    ) -> Interaction:
        """`of` is the message, or whatever else has a channel_id, where it happens."""
        over = how.get("over", {})
        if of is not None and kind == COMPONENT:
            over = {"message": of, **over}
        where = self.world.channels[of["channel_id"]] if of else self.world.channel
        done = self.interactions.dispatch(
            kind,
            data,
            user=how.get("user", self.world.user),
            channel=how.get("channel", where),
            locale=how.get("locale", "fr"),
            over=over,
        )
        await self.until(
            lambda: done.callback is not None and not done.is_thinking,
            timeout_seconds=how.get("timeout_seconds", 5.0),
            what=f"an answer to {what}",
        )
        return done

    def _command_data(
        self, name: str, values: Mapping[str, object], *, focused: str | None = None
    ) -> Payload:
        first, *below = name.split()
        command = level = self.registered.named(first)
        data: Payload = {key: command[key] for key in ("id", "name", "type")}
        given = data
        for part in below:
            level = next(o for o in level["options"] if o["name"] == part)
            given["options"] = [{"type": level["type"], "name": part}]
            given = given["options"][0]
        known = {option["name"]: option for option in level.get("options", [])}
        attached = {key: value for key, value in values.items() if isinstance(value, dict)}
        if attached:
            every = {attachment["id"]: attachment for attachment in attached.values()}
            data["resolved"] = {"attachments": every}
        missing = {n for n, o in known.items() if o.get("required")} - values.keys()
        if unknown := values.keys() - known.keys() or (not focused and missing):
            raise LookupError(f"/{name} has the options {sorted(known)}; see {sorted(unknown)}")
        given["options"] = [
            {
                "type": known[key]["type"],
                "name": key,
                # Discord hands a file over by its id (Application Commands, "Option Type").
                "value": value["id"] if isinstance(value, dict) else value,
            }
            | ({"focused": True} if key == focused else {})
            for key, value in values.items()
        ]
        return data

    def _component_data(self, message: Payload, custom_id: str) -> Payload:
        for _, component in components_in(message["components"]):
            if component.get("custom_id") == custom_id:
                if component.get("disabled"):
                    raise LookupError(f"{custom_id!r} is disabled: nobody can use it")
                return {
                    "custom_id": custom_id,
                    "component_type": component["type"],
                    "id": component["id"],
                }
        raise LookupError(f"the message has no component {custom_id!r}")


def _filled(component: Payload, fields: Mapping[str, str]) -> Payload:
    """What a modal's component says when it is submitted ("Modal Submit Data Structure")."""
    said: Payload = {key: component[key] for key in ("type", "id", "custom_id") if key in component}
    said.setdefault("id", 0)
    if "components" in component:
        said["components"] = [_filled(inner, fields) for inner in component["components"]]
    if "component" in component:
        said["component"] = _filled(component["component"], fields)
    if "custom_id" in component:
        value = fields.get(component["custom_id"], component.get("value") or "")
        said |= {"values": [value]} if component["type"] in SELECTS else {"value": value}
    return said
