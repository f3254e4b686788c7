"""The errors that Souffleur raises on purpose; each message names the fault and the remedy."""


class BotError(Exception):
    """Anything that the person who runs the bot can mend; printed as one line."""


class SettingsError(BotError):
    """A setting is missing or has a value that cannot be used."""


class CorpusError(BotError):
    """No article can be served from the corpus folder."""


class DiscordError(BotError):
    """Discord refuses the bot or cannot be reached."""


class AwayError(DiscordError):
    """Discord or the way to it is not there now; waiting is the remedy."""

    def __init__(self, message: str, *, again_in_seconds: float = 0.0) -> None:
        super().__init__(message)
        self.again_in_seconds = again_in_seconds


class QuoteError(BotError):
    """A quotation is not what its article says. It is never shown; the fault is the program's."""


class MemoryRefused(BotError):
    """The memory cannot be used by this program: its address is wrong, or its schema is newer."""


class NotKept(BotError):
    """What was to be kept, erased or read could not be; the memory goes on trying by itself."""


class TooMany(BotError):
    """A server keeps as many things of this kind as it may."""


class TooMuch(BotError):
    """What a server keeps of this kind is, taken together, as large as it may be."""


class TooLarge(BotError):
    """One thing is larger than may be kept."""
