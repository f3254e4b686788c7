"""The errors that Souffleur raises on purpose; each message names the fault and the remedy."""


class BotError(Exception):
    """Anything that the person who runs the bot can mend; printed as one line."""


class SettingsError(BotError):
    """A setting is missing or has a value that cannot be used."""


class CorpusError(BotError):
    """No article can be served from the corpus folder."""


class DiscordError(BotError):
    """Discord refuses the bot or cannot be reached."""


class QuoteError(BotError):
    """A quotation is not what its article says. It is never shown; the fault is the program's."""
