"""An answer as one line of JSON: the public form of `souffleur ask --json`; see README."""

import json
import re
from typing import Any

from bot.chat import reasons
from bot.retrieval.answer import Answer, AskedWord, Match, Reason, Status, Why

SECTION_SEPARATOR = " › "
# JSON leaves these as they are. Terminals obey some of them, some readers take others for the end
# of the line, and half a surrogate pair is no UTF-8: they are written as escapes.
UNSAFE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def record(
    answer: Answer, *, top: int, all_matches: bool = False, is_explained: bool = False
) -> str:
    """Return one JSON object, on one line, with at most `top` passages, best first.

    A refusal lists none, unless `all_matches` asks for the ranking whatever the status. Where it
    `is_explained`, the object says why the first passage was ranked first.
    """
    shown = answer.matches[:top] if all_matches or answer.status is not Status.NOT_FOUND else ()
    fields: dict[str, Any] = {
        "question": answer.question,
        "understood": answer.understood,
        "status": answer.status.value,
        "confidence": round(answer.confidence, 4),
        "passages": [_passage(match) for match in shown],
        "elapsed_ms": round(answer.elapsed_seconds * 1000, 3),
        "notice": answer.notice.value if answer.notice else None,
    }
    if is_explained:
        fields["why"] = _why(answer.why) if answer.why else None
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


def _why(why: Why) -> dict[str, Any]:
    return {
        "passage": why.passage.id,
        "kind": why.kind,
        "words": [_word(word) for word in why.words],
        "features": [_feature(reason) for reason in why.reasons],
        "lead": None if why.lead is None else round(why.lead, 6),
    }


def _word(word: AskedWord) -> dict[str, str | float | None]:
    return {
        "typed": word.typed,
        "found": word.found,
        "how": word.how.value if word.how else None,
        "weight": round(word.weight, 4),
    }


def _feature(reason: Reason) -> dict[str, str | float]:
    said = reasons.feature(reason.feature)
    return {
        "name": reason.feature,
        "contribution": round(reason.contribution, 6),
        "fr": said.fr,
        "en": said.en,
    }
