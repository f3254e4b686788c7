"""Why something cannot become an article: a kind for programs, a sentence for people."""

from enum import StrEnum, auto

from bot.errors import BotError, CorpusError


class Refusal(StrEnum):
    """The kinds of refusal, so that whoever speaks another language can say them in it."""

    EMPTY = auto()
    TOO_LARGE = auto()
    TOO_SLOW = auto()
    NOT_TEXT = auto()
    UNKNOWN_FORM = auto()
    DAMAGED = auto()
    ENCRYPTED = auto()
    NEEDS_PDF = auto()
    NO_ARTICLE = auto()
    FETCHING_IS_OFF = auto()
    BAD_ADDRESS = auto()
    PRIVATE_ADDRESS = auto()
    UNREACHABLE = auto()
    BAD_ANSWER = auto()


class ImportRefused(CorpusError):  # noqa: N818 - nothing went wrong: it was refused
    """A file or a page cannot become an article; the message says why, as `it is empty` does."""

    def __init__(self, kind: Refusal, message: str) -> None:
        super().__init__(message)
        self.kind = kind


class FetchRefused(BotError):  # noqa: N818 - likewise
    """An address is not fetched, or what it gives is not taken; the message says why."""

    def __init__(self, kind: Refusal, message: str) -> None:
        super().__init__(message)
        self.kind = kind
