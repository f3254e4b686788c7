"""The page that shows a message as Discord does, light or dark."""

from datetime import datetime
from html import escape
from pathlib import Path
from string import Template

from markdown_it import MarkdownIt

from picture.markdown import reader
from tests.discord_server import Payload

HERE = Path(__file__).parent
THEMES = ("light", "dark")

# Resources › Components, "Component Types" and "Button Styles".
ROW, BUTTON, TEXT, SEPARATOR, CONTAINER = 1, 2, 10, 14, 17
STYLES = {1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link"}


def page_of(message: Payload, theme: str) -> str:
    """Return the HTML of a page that shows `message` and what it replies to."""
    author, asked = message["author"], message["referenced_message"]
    body = "".join(_drawn(component, reader()) for component in message["components"])
    return _filled(
        "page.html",
        style=(HERE / "page.css").read_text(encoding="utf-8"),
        theme=escape(theme),
        author=_name(author),
        initial=_name(author)[:1].upper(),
        time=datetime.fromisoformat(message["timestamp"]).strftime("%H:%M"),
        asker=_name(asked["author"]),
        asked=_with_mentions(asked),
        message=body,
    )


def _filled(file: str, **values: str) -> str:
    return Template((HERE / file).read_text(encoding="utf-8")).substitute(values)


def _name(person: Payload) -> str:
    return escape(person["global_name"] or person["username"])


def _with_mentions(message: Payload) -> str:
    """Return what somebody wrote, with the names of those who are mentioned."""
    shown = escape(message["content"])
    for person in message["mentions"]:
        mention = f'<span class="mention">@{_name(person)}</span>'
        shown = shown.replace(escape(f"<@{person['id']}>"), mention)
    return shown


def _drawn(component: Payload, markdown: MarkdownIt) -> str:
    """Return the HTML of a component; ValueError for one that this page cannot draw."""
    within = "".join(_drawn(each, markdown) for each in component.get("components", ()))
    match component["type"]:
        case kind if kind == CONTAINER:
            accent = f"#{component['accent_color'] or 0:06x}"
            return f'<section class="container" style="--accent: {accent}">{within}</section>'
        case kind if kind == TEXT:
            return f'<div class="text">{markdown.render(component["content"])}</div>'
        case kind if kind == ROW:
            return f'<div class="row">{within}</div>'
        case kind if kind == BUTTON:
            return f'<button class="{STYLES[component["style"]]}">{_label(component)}</button>'
        case kind if kind == SEPARATOR:
            return "<hr>"
        case other:
            raise ValueError(f"a component of type {other} cannot be drawn yet")


def _label(button: Payload) -> str:
    return escape(button["label"]) + (" ↗" if button.get("url") else "")
