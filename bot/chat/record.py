"""An answer as one line of JSON: the public form of `souffleur ask --json`; see README."""

import json
import re

from bot.retrieval.answer import Answer, Match, Status

SECTION_SEPARATOR = " › "
# JSON leaves these as they are. Terminals obey some of them, some readers take others for the end
# of the line, and half a surrogate pair is no UTF-8: they are written as escapes.
UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def record(answer: Answer, *, top: int, all_matches: bool = False) -> str:
    """Return one JSON object, on one line, with at most `top` passages, best first.

    A refusal lists none, unless `all_matches` asks for the ranking whatever the status.
    """
    shown = answer.matches[:top] if all_matches or answer.status is not Status.NOT_FOUND else ()
    fields = {
        "question": answer.question,
        "understood": answer.understood,
        "status": answer.status.value,
        "confidence": round(answer.confidence, 4),
        "passages": [_passage(match) for match in shown],
        "elapsed_ms": round(answer.elapsed_seconds * 1000, 3),
    }
    line = json.dumps(fields, ensure_ascii=False)
    return UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def _passage(match: Match) -> dict[str, str | int | float | None]:
    passage = match.passage
    return {
        "id": passage.id,
        "article": passage.article.title,
        "url": passage.article.url,
        "section": SECTION_SEPARATOR.join(passage.section),
        "number": passage.number,
        "text": passage.text,
        "highlight": match.highlight,
        "highlight_start": match.highlight_start,
        "highlight_end": match.highlight_end,
        "score": round(match.score, 6),
    }
