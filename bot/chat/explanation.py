"""« Pourquoi ce passage ? » as a card."""

from bot.chat import reasons
from bot.chat.cards import Card, note
from bot.chat.lengths import length, shorten
from bot.chat.lines import shown
from bot.chat.markdown import escape
from bot.chat.phrases import Language
from bot.retrieval.answer import Why

# Discord shows 4,000 characters of a message.
REASON_ROOM, REASONS_ROOM = 300, 3500


def why_card(why: Why, language: Language) -> Card:
    """Say why a passage was given; what has no room is left out from the end."""
    title, *lines = (_reason(line) for line in reasons.lines(why, language))
    kept, room = [f"**{title}**"], REASONS_ROOM
    for line in lines:
        room -= length(line) + 1
        if room < 0:
            kept.append("…")
            break
        kept.append(line)
    return note("\n".join(kept))


def _reason(line: str) -> str:
    mark, said = ("- ", line[2:]) if line.startswith("- ") else ("", line)
    return mark + escape(shorten(shown(said), REASON_ROOM, shown=escape))
