"""/help and /privacy, one screen each: more of the phrases, French first."""

from collections.abc import Sequence

from bot.articles.article import Corpus
from bot.chat.phrases import Language, Phrase

HELP = Phrase(
    "Posez-moi une question sur l’article «\u00a0{title}\u00a0»\u00a0: je réponds en le citant.",
    "Ask me a question about the article “{title}”: I answer by quoting it.",
)
HELP_WITH_SEVERAL = Phrase(
    "Posez-moi une question sur l’un de mes {count} articles\u00a0: je réponds en les citant.",
    "Ask me a question about one of my {count} articles: I answer by quoting them.",
)
HOW_TO_ASK = Phrase(
    "Mentionnez-moi avec votre question, écrivez-moi en message privé, ou tapez /demander. "
    "Pour retrouver un passage, tapez /chercher.",
    "Mention me with your question, write to me in a direct message, or type /ask. "
    "To find a passage, type /search.",
)
WAYS = Phrase(
    (
        "**Demander**\n"
        "- Mentionnez-moi avec votre question, ou écrivez-moi en message privé.\n"
        "- /demander\u00a0: la réponse est pour tout le salon, ou pour vous seulement avec "
        "«\u00a0privé\u00a0».\n"
        "- «\u00a0Chercher la réponse\u00a0», dans le menu Applications d’un message.\n"
        "**Continuer**\n"
        "- Répondez à ma réponse (avec la mention), ou pressez «\u00a0Préciser…\u00a0».\n"
        "- «\u00a0Contexte\u00a0», «\u00a0Autres passages\u00a0», «\u00a0Pourquoi ce "
        "passage\u202f?\u00a0»\u00a0: montrés à vous seulement.\n"
        "- «\u00a0Supprimer\u00a0»\u00a0: la réponse disparaît\u202f; elle disparaît aussi quand "
        "vous supprimez votre message.\n"
        "**Lire**\n"
        "- /chercher, /article, /passage, /résumé\n"
        "- /confidentialité\u00a0: ce que je lis, et ce que je garde."
    ),
    (
        "**Ask**\n"
        "- Mention me with your question, or write to me in a direct message.\n"
        "- /ask: the answer is for everybody, or with “private” for you alone.\n"
        "- “Find the answer”, in the Apps menu of a message.\n"
        "**Go on**\n"
        "- Reply to my answer (with the mention on), or press “Ask further…”.\n"
        "- “Context”, “Other passages”, “Why this passage?”: for you alone.\n"
        "- “Delete”: the answer goes; it also goes when you delete your message.\n"
        "**Read**\n"
        "- /search, /article, /passage, /summary\n"
        "- /privacy: what I read, and what I keep."
    ),
)
PRIVACY = Phrase(
    (
        "**Ce que je lis**\n"
        "- Ce qui m’est adressé\u00a0: messages qui me mentionnent, messages privés, "
        "commandes, et les messages choisis avec «\u00a0Chercher la réponse\u00a0».\n"
        "{reading}\n"
        "**Ce que je garde**\n"
        "- Rien n’est écrit dans un fichier ni dans un journal\u00a0: ni message, ni question, "
        "ni nom.\n"
        "- En mémoire, jusqu’à l’arrêt du programme au plus\u00a0: les derniers messages "
        "auxquels j’ai répondu, avec leur question, pour suivre leurs corrections et ne pas "
        "répondre deux fois\u202f; qui a posé des questions ces derniers instants\u202f; les "
        "derniers avis donnés.\n"
        "- La question reste sur ma réponse, que vous pouvez supprimer.\n"
        "**À qui je parle**\n"
        "- À Discord seul. Les réponses sont cherchées sur la machine qui m’héberge, sans "
        "autre service."
    ),
    (
        "**What I read**\n"
        "- What is addressed to me: messages that mention me, direct messages, commands, and "
        "the messages chosen with “Find the answer”.\n"
        "{reading}\n"
        "**What I keep**\n"
        "- Nothing is written to a file or to a log: no message, no question, no name.\n"
        "- In memory, until the program stops at the latest: the last messages that I "
        "answered, with their question, to follow their corrections and not to answer twice; "
        "who has asked in the last moments; the last opinions given.\n"
        "- The question stays on my answer, which you can delete.\n"
        "**Whom I talk to**\n"
        "- Discord alone. Answers are looked for on the machine that hosts me, without any "
        "other service."
    ),
)
READS_NO_OTHER = Phrase("- Rien d’autre.", "- Nothing else.")
READS_CHANNELS = Phrase(
    "- Tous les messages de {channels}, où les réponses automatiques sont activées\u202f; "
    "ceux auxquels je ne réponds pas sont oubliés aussitôt.",
    "- All messages of {channels}, where automatic answers are on; "
    "those that I do not answer are forgotten at once.",
)
# So many channels are named; the list of more would fill the screen.
CHANNELS_NAMED = 10


def short_help(corpus: Corpus, title: str, language: Language = Language.FR) -> str:
    """Say in two sentences what can be asked, and how; `title` is the only article's."""
    return f"{_about(corpus, title, language)}\n{HOW_TO_ASK.to(language)}"


def long_help(corpus: Corpus, title: str, language: Language = Language.FR) -> str:
    """Say all that the bot does."""
    return f"{_about(corpus, title, language)}\n{WAYS.to(language)}"


def privacy(channels: Sequence[int], language: Language = Language.FR) -> str:
    """Say what is read and kept; `channels` are those where every message is read."""
    reading = READS_CHANNELS if channels else READS_NO_OTHER
    said = reading.to(language).format(channels=named(channels))
    return PRIVACY.to(language).format(reading=said)


def named(channels: Sequence[int]) -> str:
    """Name channels, the first of them where they are many."""
    first = ", ".join(f"<#{channel}>" for channel in channels[:CHANNELS_NAMED])
    return first + (", …" if len(channels) > CHANNELS_NAMED else "")


def _about(corpus: Corpus, title: str, language: Language) -> str:
    phrase = HELP if len(corpus.articles) == 1 else HELP_WITH_SEVERAL
    return phrase.to(language).format(title=title, count=len(corpus.articles))
