"""What the bot says of itself and introduces a summary with: more of the phrases, French first."""

from bot.articles.article import Corpus
from bot.chat.phrases import Language, Phrase
from bot.retrieval.answer import Notice

HELLO = Phrase(
    "Bonjour\u202f! Posez-moi une question sur {subject}\u00a0: j’y réponds en citant.",
    "Hello! Ask me a question about {subject}: I answer by quoting.",
)
WELCOME = Phrase(
    "Avec plaisir\u202f! Une autre question\u202f? Je suis là.",
    "You’re welcome! Another question? I’m here.",
)
FAREWELL = Phrase(
    "Au revoir, et à bientôt pour d’autres questions\u202f!",
    "Goodbye, and see you soon for more questions!",
)
WHO_I_AM = Phrase(
    "Je suis Souffleur, un robot. Je n’ai lu que {subject}, et je réponds en citant, mot pour mot, "
    "sans rien inventer.",
    "I am Souffleur, a bot. I have read nothing but {subject}, and I answer by quoting word for "
    "word, making nothing up.",
)
WHAT_I_DO = Phrase(
    "Posez-moi une question sur {subject}\u00a0: je cherche le passage qui y répond et je le cite. "
    "S’il n’y en a pas, je le dis. Je sais aussi résumer\u00a0: «\u00a0Résume l’article\u00a0».",
    "Ask me a question about {subject}: I look for the passage that answers, and quote it. "
    "Where there is none, I say so. I can also sum up: “Summarize the article”.",
)
SUMMARY = Phrase("L’article en quelques phrases\u00a0:", "The article in a few sentences:")
SUMMARY_OF_SEVERAL = Phrase(
    "Une phrase de chaque article\u00a0:", "One sentence from each article:"
)
SUMMARY_OF_SOME = Phrase(
    "Une phrase de chacun des {count} premiers articles\u00a0:",
    "One sentence from each of the first {count} articles:",
)
ONE_SUBJECT = Phrase("l’article «\u00a0{title}\u00a0»", "the article “{title}”")
SEVERAL_SUBJECTS = Phrase("mes {count} articles", "my {count} articles")

REPLIES = {
    Notice.GREETING: HELLO,
    Notice.THANKS: WELCOME,
    Notice.GOODBYE: FAREWELL,
    Notice.WHO_ARE_YOU: WHO_I_AM,
    Notice.ABILITIES: WHAT_I_DO,
}


def reply(notice: Notice, about: str, language: Language = Language.FR) -> str:
    """Answer what asks nothing of the articles; `about` is what `subject` says of them."""
    return REPLIES[notice].to(language).format(subject=about)


def subject(corpus: Corpus, title: str, language: Language = Language.FR) -> str:
    """Name what can be asked about: the only article by its `title`, or how many there are."""
    phrase = ONE_SUBJECT if len(corpus.articles) == 1 else SEVERAL_SUBJECTS
    return phrase.to(language).format(title=title, count=len(corpus.articles))


def summary(corpus: Corpus, quoted: int, language: Language = Language.FR) -> str:
    """Introduce the `quoted` sentences of a summary."""
    if len(corpus.articles) == 1:
        return SUMMARY.to(language)
    is_whole = quoted == len(corpus.articles)
    phrase = SUMMARY_OF_SEVERAL if is_whole else SUMMARY_OF_SOME
    return phrase.to(language).format(count=quoted)
