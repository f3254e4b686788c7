"""Discord's store of files: what people attach, and the bot downloads."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass, field

from aiohttp import web

from tests.discord_payloads import Payload
from tests.discord_world import World

PATH = "/attachments/{attachment}/{name}"


@dataclass
class Files:
    """Resources › Message, "Attachment Object", and the bytes behind its address."""

    world: World
    address: str = ""
    """Where the store is, as http://127.0.0.1:1234; known once the server listens."""
    contents: dict[str, bytes] = field(default_factory=dict)
    downloads: list[str] = field(default_factory=list)
    """The names of what was downloaded, oldest first."""
    is_closed: bool = False
    """As when an attachment's address has run out: it is refused."""

    def attach(self, name: str, content: bytes, *, size: int | None = None) -> Payload:
        """Return an attachment; `size` is what Discord says of it, without it the truth."""
        attachment_id = self.world.snowflakes.next()
        self.contents[attachment_id] = content
        url = f"{self.address}/attachments/{attachment_id}/{name}"
        return {
            "id": attachment_id,
            "filename": name,
            "size": len(content) if size is None else size,
            "url": url,
            "proxy_url": url,
            "content_type": mimetypes.guess_type(name)[0] or "application/octet-stream",
            "ephemeral": True,
        }

    async def serve(self, request: web.Request) -> web.Response:
        attachment_id = request.match_info["attachment"]
        if self.is_closed or attachment_id not in self.contents:
            return web.Response(status=404, text="This content is no longer available.")
        self.downloads.append(request.match_info["name"])
        return web.Response(body=self.contents[attachment_id])
