"""/help and /privacy, one screen each: more of the phrases, French first."""

from collections.abc import Sequence
from dataclasses import dataclass

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
        "{kept}\n"
        "- Mon journal ne contient ni message ni question, à moins que la personne qui m’héberge "
        "ne l’ait demandé pour chercher une panne.\n"
        "- Dans le programme, jusqu’à l’arrêt du programme au plus\u00a0: les derniers messages "
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
        "{kept}\n"
        "- My log holds no message and no question, unless whoever hosts me asked for that to "
        "look for a fault.\n"
        "- In the program, until the program stops at the latest: the last messages that I "
        "answered, with their question, to follow their corrections and not to answer twice; "
        "who has asked in the last moments; the last opinions given.\n"
        "- The question stays on my answer, which you can delete.\n"
        "**Whom I talk to**\n"
        "- Discord alone. Answers are looked for on the machine that hosts me, without any "
        "other service."
    ),
)
NOTHING_KEPT = Phrase(
    "- De ce que vous demandez ici, rien n’est écrit\u00a0: ni message, ni question, ni nom.",
    "- Of what you ask here nothing is written down: no message, no question, no name.",
)
QUESTIONS_KEPT = Phrase(
    "- Ce serveur garde {days} jours les questions posées devant tous et restées sans réponse "
    "sûre, ou jugées «\u00a0Pas utile\u00a0»\u00a0: les mots, le jour, combien de personnes. "
    "Jamais qui\u00a0: à la place, une empreinte dont la clé est jetée après 30 jours. Et, un an, "
    "combien de questions par jour.",
    "- This server keeps for {days} days the questions that were asked before everybody and got no "
    "sure answer, or were found “Not helpful”: the words, the day, how many people. Never who: in "
    "place of that a hash, whose key is thrown away after 30 days. And, for a year, how many "
    "questions a day.",
)
SERVER_KEPT = Phrase(
    "- De ce serveur\u00a0: ses réglages, {lessons} réponses apprises de ceux qui le gèrent, "
    "{articles} articles à lui. Tout est effacé 30 jours après mon départ.",
    "- Of this server: its settings, {lessons} answers taught by those who manage it, {articles} "
    "articles of its own. All is erased 30 days after I leave.",
)
DIRECT_KEPT = Phrase(
    "- Pendant dix minutes\u00a0: le numéro de notre conversation privée, sans rien de ce qui s’y "
    "dit, pour vous répondre encore si l’on doit me relancer.",
    "- For ten minutes: the number of our private conversation, and nothing of what is said there, "
    "so that you are answered still should I have to be started again.",
)
ERASED = Phrase(
    "Ce qui vous concerne est effacé, dans tous les serveurs. Questions gardées\u00a0: "
    "{questions}\u202f; avis et messages suivis\u00a0: {others}. Ce qui compte vos questions des "
    "derniers instants s’oublie de lui-même.",
    "What concerns you is erased, in all servers. Questions kept: {questions}; opinions and "
    "messages followed: {others}. What counts your questions of the last moments is forgotten by "
    "itself.",
)
ERASED_IN_PART = Phrase(
    "Ma mémoire ne répond pas\u00a0: s’il y reste une question de vous, elle n’est pas effacée. "
    "Réessayez plus tard, s’il vous plaît. Avis et messages suivis, effacés\u00a0: {others}.",
    "My memory is out of order: if it holds a question of yours, that is not erased. Please try "
    "again later. Opinions and messages followed, erased: {others}.",
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


@dataclass(frozen=True, slots=True)
class KeptHere:
    """What is read and kept where somebody asks.

    `channels` are those where every message is read; `question_days` is 0 where no question is
    kept; `keeps_direct` where it is noted that somebody wrote in private.
    """

    channels: Sequence[int]
    has_memory: bool = False
    question_days: int = 0
    lessons: int = 0
    articles: int = 0
    keeps_direct: bool = False


def privacy(here: KeptHere, language: Language = Language.FR) -> str:
    """Say what is read and kept."""
    reading = READS_CHANNELS if here.channels else READS_NO_OTHER
    kept = QUESTIONS_KEPT if here.question_days else NOTHING_KEPT
    lines = [kept.to(language).format(days=here.question_days)]
    if here.has_memory:
        told = SERVER_KEPT.to(language)
        lines.append(told.format(lessons=here.lessons, articles=here.articles))
    if here.keeps_direct:
        lines.append(DIRECT_KEPT.to(language))
    return PRIVACY.to(language).format(
        reading=reading.to(language).format(channels=named(here.channels)), kept="\n".join(lines)
    )


def named(channels: Sequence[int]) -> str:
    """Name channels, the first of them where they are many."""
    first = ", ".join(f"<#{channel}>" for channel in channels[:CHANNELS_NAMED])
    return first + (", …" if len(channels) > CHANNELS_NAMED else "")


def _about(corpus: Corpus, title: str, language: Language) -> str:
    phrase = HELP if len(corpus.articles) == 1 else HELP_WITH_SEVERAL
    return phrase.to(language).format(title=title, count=len(corpus.articles))
