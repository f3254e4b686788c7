"""The bot's answers to interactions: callbacks, then follow-ups through the webhook routes."""

from __future__ import annotations

import asyncio
import secrets

from tests import discord_payloads as payloads
from tests.discord_gateway import Gateway
from tests.discord_messages import EPHEMERAL, LOADING, outside_events
from tests.discord_payloads import Payload
from tests.discord_rest import Call, Rest
from tests.discord_routes import Routes
from tests.discord_rules import (
    Refusal,
    check_choices,
    check_message,
    check_modal,
    invalid,
    unknown,
)
from tests.discord_world import Interaction

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5
MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, SHOW_MODAL = 4, 5, 6, 7, 8, 9
USE_EXTERNAL_APPS = 1 << 50
ALLOWED_CALLBACKS = {
    COMMAND: {MESSAGE, DEFERRED, SHOW_MODAL},
    COMPONENT: {MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, SHOW_MODAL},
    AUTOCOMPLETE: {CHOICES},
    MODAL: {MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE},
}


def _is_external(payload: Payload) -> bool:
    """Topics › Permissions: without USE_EXTERNAL_APPS a user's own app answers in private."""
    is_installed_here = "0" in payload["authorizing_integration_owners"]
    permissions = int(payload.get("member", {}).get("permissions", USE_EXTERNAL_APPS))
    return not (is_installed_here or permissions & USE_EXTERNAL_APPS)


class Interactions:
    """Interactions › Receiving and Responding."""

    def __init__(
        self, gateway: Gateway, rest: Rest, routes: Routes, *, deadline_seconds: float
    ) -> None:
        self.world = gateway.world
        self.gateway = gateway
        self.routes = routes
        self.deadline_seconds = deadline_seconds
        # These routes carry the interaction's own token; the bot's is not asked for.
        hook = "/webhooks/{application}/{token}"
        for method, path, handler in (
            ("POST", "/interactions/{interaction}/{token}/callback", self._callback),
            ("POST", hook, self._follow_up),
            ("GET", f"{hook}/messages/{{message}}", self._read),
            ("PATCH", f"{hook}/messages/{{message}}", self._edit),
            ("DELETE", f"{hook}/messages/{{message}}", self._delete),
        ):
            rest.route(method, path, handler, needs_token=False)

    def dispatch(
        self,
        kind: int,
        data: Payload,
        *,
        user: Payload,
        channel: Payload,
        locale: str,
        over: Payload,
    ) -> Interaction:
        """Send INTERACTION_CREATE; `over` is laid over the payload (message, context…)."""
        payload = self._payload(kind, data, user=user, channel=channel, locale=locale) | over
        if "message" in over:
            payload["message"] = outside_events(over["message"])
        interaction = Interaction(payload, asyncio.get_running_loop().time())
        if kind != COMMAND:
            interaction.message = over.get("message")
        self.world.interactions[payload["token"]] = interaction
        self.gateway.dispatch("INTERACTION_CREATE", payload)
        return interaction

    def _payload(
        self, kind: int, data: Payload, *, user: Payload, channel: Payload, locale: str
    ) -> Payload:
        """Interactions › Receiving and Responding, "Interaction Structure"."""
        world, permissions = self.world, self.world.permissions[user["id"]]
        payload: Payload = {
            "id": world.snowflakes.next(),
            "application_id": world.application_id,
            "type": kind,
            "token": secrets.token_hex(64),
            "version": 1,
            "data": data,
            "channel_id": channel["id"],
            "channel": {**channel, "permissions": str(permissions)},
            "locale": locale,
            "app_permissions": str(world.permissions[world.bot["id"]]),
            "entitlements": [],
            "attachment_size_limit": 10 << 20,
        }
        if "guild_id" not in channel:
            owners = {"authorizing_integration_owners": {"0": "0"}, "context": 1}
            return {**payload, **owners, "user": user}
        guild = world.guilds.get(channel["guild_id"], world.guild)
        return {
            **payload,
            "guild_id": guild["id"],
            "guild": {key: guild[key] for key in ("id", "features")}
            | {"locale": guild["preferred_locale"]},
            "guild_locale": guild["preferred_locale"],
            "member": payloads.member(user, permissions=permissions),
            "authorizing_integration_owners": {"0": guild["id"]},
            "context": 0,
        }

    async def _callback(self, call: Call) -> Payload | None:
        """Endpoint "Create Interaction Response": once, and within three seconds."""
        interaction = self.world.interactions.get(call.parts["token"])
        late = asyncio.get_running_loop().time() - self.deadline_seconds
        if interaction is not None and interaction.callback is not None:
            raise Refusal(400, 40060, "Interaction has already been acknowledged.")
        if interaction is None or interaction.dispatched_at < late:
            raise unknown(10062, "interaction")
        if interaction.payload["channel_id"] not in self.world.channels:
            raise unknown(10003, "Channel")
        if call.body["type"] not in ALLOWED_CALLBACKS[interaction.payload["type"]]:
            reason = f"Value must be one of {ALLOWED_CALLBACKS[interaction.payload['type']]}"
            raise invalid("type", "BASE_TYPE_CHOICES", reason)
        self._take(interaction, call)
        interaction.callback = call.body
        if call.query.get("with_response") not in ("1", "true"):
            return None
        return self._described(interaction)

    def _take(self, interaction: Interaction, call: Call) -> None:
        kind, data = call.body["type"], call.body.get("data") or {}
        if kind == CHOICES:
            check_choices(data.get("choices") or [], "data.choices")
        elif kind == SHOW_MODAL:
            check_modal(data)
        elif kind == MESSAGE:
            flags = int(data.get("flags") or 0)
            check_message(data, flags=flags, files=call.files, at="data.")
            interaction.message = self._write(interaction, data, list(call.files))
        elif kind == DEFERRED:
            flags = int(data.get("flags") or 0) & EPHEMERAL | LOADING
            interaction.message = self._write(interaction, {"flags": flags}, [])
        elif interaction.message is None:
            raise invalid("type", "BASE_TYPE_CHOICES", "There is no message to update")
        elif kind == UPDATE:
            self.routes.rewrite(interaction.message, data, list(call.files), at="data.")

    def _write(self, interaction: Interaction, body: Payload, files: list[str]) -> Payload:
        payload = interaction.payload
        user = payload.get("user") or payload["member"]["user"]
        metadata: Payload = {
            "id": payload["id"],
            "type": payload["type"],
            "user": user,
            "authorizing_integration_owners": payload["authorizing_integration_owners"],
        }
        fields: Payload = {
            "application_id": self.world.application_id,
            "webhook_id": self.world.application_id,
            "interaction_metadata": metadata,
        }
        if payload["type"] == COMMAND:
            fields["type"] = 20 if payload["data"]["type"] == 1 else 23
        if _is_external(payload):
            body = {**body, "flags": int(body.get("flags") or 0) | EPHEMERAL}
        channel = self.world.channels[payload["channel_id"]]
        written = self.world.write(channel, self.world.bot, body, files, fields)
        if not written["flags"] & EPHEMERAL:
            self.gateway.dispatch("MESSAGE_CREATE", written)
        return written

    def _described(self, interaction: Interaction) -> Payload:
        """The "Interaction Callback Response Object"."""
        kind, message = interaction.response_type, interaction.message
        about: Payload = {"id": interaction.payload["id"], "type": interaction.payload["type"]}
        resource: Payload = {"type": kind}
        if message is not None and kind in (MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE):
            about["response_message_id"] = message["id"]
            about["response_message_loading"] = interaction.is_thinking
            about["response_message_ephemeral"] = interaction.is_ephemeral
            if kind in (MESSAGE, UPDATE):
                resource["message"] = outside_events(message)
        return {"interaction": about, "resource": resource}

    def _hooked(self, call: Call) -> Interaction:
        """Return the interaction whose token this is; follow-ups need an answer before them."""
        interaction = self.world.interactions.get(call.parts["token"])
        if interaction is None:
            raise Refusal(401, 50027, "Invalid Webhook Token")
        is_ours = call.parts["application"] == self.world.application_id
        if interaction.callback is None or not is_ours:
            raise unknown(10015, "Webhook")
        return interaction

    def _message(self, interaction: Interaction, call: Call) -> Payload:
        wanted = call.parts["message"]
        if interaction.message is not None and wanted in ("@original", interaction.message["id"]):
            return interaction.message
        for message in interaction.followups:
            if message["id"] == wanted:
                return message
        raise unknown(10008, "Message")

    async def _follow_up(self, call: Call) -> Payload:
        """Endpoint "Create Followup Message"; the first one after "thinking" takes its place."""
        interaction = self._hooked(call)
        flags, files = int(call.body.get("flags") or 0), list(call.files)
        check_message(call.body, flags=flags, files=files)
        if interaction.is_thinking and interaction.message is not None:
            return self._rewrite(interaction.message, call)
        written = self._write(interaction, call.body, files)
        interaction.followups.append(written)
        return outside_events(written)

    async def _read(self, call: Call) -> Payload:
        return outside_events(self._message(self._hooked(call), call))

    async def _edit(self, call: Call) -> Payload:
        return self._rewrite(self._message(self._hooked(call), call), call)

    def _rewrite(self, message: Payload, call: Call) -> Payload:
        self.routes.rewrite(message, call.body, list(call.files))
        return outside_events(message)

    async def _delete(self, call: Call) -> None:
        interaction = self._hooked(call)
        deleted = self._message(interaction, call)
        self.routes.delete(deleted)
        if deleted is interaction.message:
            interaction.message = None
        else:
            interaction.followups.remove(deleted)
