"""Every word that users read: French first, English beside it.

More of them stand in `labels`, `notes`, `screens`, `reasons` and `small_talk`.

No-break spaces are written as escapes, so that an editor shows them: U+00A0 inside « » and before
a colon, U+202F before ; ? and !.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.articles.article import Article, Corpus, Passage

SECTION_SEPARATOR = " › "
PART_SEPARATOR = " · "
LIST_SEPARATOR = "\u202f; "


class Language(StrEnum):
    """The languages that the bot speaks."""

    FR = "fr"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase in every language; what stands in braces is filled in by who shows it."""

    fr: str
    en: str

    def to(self, language: Language) -> str:
        """Return the phrase in that language."""
        return self.fr if language is Language.FR else self.en


def spoken_by(reader_locale: str) -> Language:
    """Return the language for a person's locale: French for French, else English."""
    return Language.FR if reader_locale.startswith("fr") else Language.EN


def spoken_in(server_locale: str | None) -> Language:
    """Return the language for a server's locale: French unless it is English.

    None stands for a place without a locale, such as a direct message.
    """
    is_english = server_locale is not None and server_locale.startswith("en")
    return Language.EN if is_english else Language.FR


# --- The answer ------------------------------------------------------------------------------

UNDERSTOOD = Phrase("J’ai compris\u00a0: {question}", "I understood: {question}")
ANSWER = Phrase("L’article répond\u00a0:", "The article answers:")
CLOSEST = Phrase("Passages les plus proches", "Closest passages")
CLOSEST_EXPLAINED = Phrase(
    "La réponse n’y est peut-être pas.",
    "The answer may not be among them.",
)
NOT_FOUND = Phrase("L’article ne le dit pas", "The article does not say")
NOT_FOUND_IN_SEVERAL = Phrase("Les articles ne le disent pas", "The articles do not say")
REPHRASE = Phrase(
    "Essayez avec d’autres mots\u00a0: un nom, un chiffre, une date, ou une question plus courte.",
    "Try other words: a name, a figure, a date, or a shorter question.",
)
SPEAKS_OF = Phrase("Il parle de\u00a0:", "It speaks of:")
SPEAK_OF = Phrase("Ils parlent de\u00a0:", "They speak of:")
AFTER = Phrase("Suite de\u00a0: {question}", "Following up on: {question}")
ALSO = Phrase("Voir aussi\u00a0: {places}", "See also: {places}")
FOUND_IN = Phrase("trouvé en {duration}", "found in {duration}")

# --- Lists of passages -----------------------------------------------------------------------

OTHERS = Phrase("Autres passages", "Other passages")
NO_OTHER = Phrase("Il n’y a pas d’autre passage à montrer.", "There is no other passage to show.")
RESULTS = Phrase("Passages trouvés", "Passages found")
NO_RESULT = Phrase("Aucun passage ne contient ces mots.", "No passage holds these words.")
WHICH_ARTICLE = Phrase(
    "J’ai {count} articles. Lequel voulez-vous lire\u202f?",
    "I have {count} articles. Which one do you want to read?",
)
ONE_PASSAGE = Phrase("1 passage", "1 passage")
PASSAGES = Phrase("{count} passages", "{count} passages")
PAGE = Phrase("page {page} sur {pages}", "page {page} of {pages}")

# --- When nothing can be done ------------------------------------------------------------------

STALE = Phrase(
    "Ce message ne sert plus. Posez la question de nouveau, s’il vous plaît.",
    "This message is out of date. Please ask the question again.",
)
FAILURE = Phrase(
    "Désolé, un souci de mon côté m’empêche de répondre. Réessayez dans un instant.",
    "Sorry, something went wrong on my side. Please try again in a moment.",
)

# --- The terminal ----------------------------------------------------------------------------

GREETING = Phrase(
    "Posez une question sur l’article «\u00a0{title}\u00a0»\u00a0; Ctrl-D pour quitter.",
    "Ask a question about the article “{title}”; Ctrl-D leaves.",
)
GREETING_WITH_SEVERAL = Phrase(
    "Posez une question sur l’un des {count} articles\u00a0; Ctrl-D pour quitter.",
    "Ask a question about one of the {count} articles; Ctrl-D leaves.",
)
EMPTY_QUESTION = Phrase(
    "La question est vide. Posez-la en une phrase.", "The question is empty. Ask it in a sentence."
)
TOO_LONG = Phrase(
    "La question est trop longue\u00a0: 4\u202f000 caractères au plus.",
    "The question is too long: 4,000 characters at most.",
)

# --- Places, days and durations ----------------------------------------------------------------

MONTHS = (
    Phrase("janvier", "January"),
    Phrase("février", "February"),
    Phrase("mars", "March"),
    Phrase("avril", "April"),
    Phrase("mai", "May"),
    Phrase("juin", "June"),
    Phrase("juillet", "July"),
    Phrase("août", "August"),
    Phrase("septembre", "September"),
    Phrase("octobre", "October"),
    Phrase("novembre", "November"),
    Phrase("décembre", "December"),
)


def not_found(corpus: Corpus, language: Language = Language.FR) -> str:
    """Say that nothing answers, of one article or of several."""
    phrase = NOT_FOUND if len(corpus.articles) == 1 else NOT_FOUND_IN_SEVERAL
    return phrase.to(language)


def greeting(corpus: Corpus, language: Language = Language.FR) -> str:
    """Open a conversation in the terminal."""
    if len(corpus.articles) == 1:
        return GREETING.to(language).format(title=corpus.articles[0].title)
    return GREETING_WITH_SEVERAL.to(language).format(count=len(corpus.articles))


def place(passage: Passage) -> str:
    """Say where a passage stands: `Section › Subsection · ¶ 3`."""
    section = SECTION_SEPARATOR.join(passage.section)
    return PART_SEPARATOR.join(part for part in (section, f"¶\u00a0{passage.number}") if part)


def source(article: Article, language: Language = Language.FR) -> str:
    """Name an article: its title, site and date, as far as they are known."""
    published = day(article.published, language) if article.published else None
    parts = (article.title, article.site, published)
    return PART_SEPARATOR.join(part for part in parts if part)


def passages(count: int, language: Language = Language.FR) -> str:
    """Count passages."""
    phrase = ONE_PASSAGE if count == 1 else PASSAGES
    return phrase.to(language).format(count=count)


def day(when: date, language: Language = Language.FR) -> str:
    """Write a date out, held together by no-break spaces: `1er juillet 2025`, `2 July 2025`."""
    first = language is Language.FR and when.day == 1
    month = MONTHS[when.month - 1].to(language)
    return f"{when.day}{'er' if first else ''}\u00a0{month}\u00a0{when.year}"


def elapsed(seconds: float, language: Language = Language.FR) -> str:
    """Say how long an answer took, in milliseconds, or in seconds from one second on."""
    if round(seconds * 1000) < 1000:
        duration = f"{max(1, round(seconds * 1000))}\u00a0ms"
    else:
        mark = "," if language is Language.FR else "."
        duration = f"{seconds:.1f}\u00a0s".replace(".", mark)
    return FOUND_IN.to(language).format(duration=duration)
