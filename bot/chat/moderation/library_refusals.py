"""Why a file or a page is no article, or is not kept: in the words of whoever asked for it."""

from bot.articles.folder import MAX_ARTICLE_BYTES
from bot.articles.imports.refusing import FetchRefused, ImportRefused, Refusal
from bot.chat.cards import Card, note
from bot.chat.moderation.library_intake import NotHandedOver
from bot.chat.phrases import Language, Phrase
from bot.errors import BotError, TooLarge, TooMany, TooMuch
from bot.memory.shelves import MAX_ARTICLES, MAX_CHARACTERS

REFUSED: dict[Refusal, Phrase] = {
    Refusal.EMPTY: Phrase(
        "Rien n’y est écrit\u00a0: il est vide. Choisissez-en un autre.",
        "Nothing is written there: it is empty. Choose another one.",
    ),
    Refusal.TOO_LARGE: Phrase(
        "C’est trop grand pour un article\u00a0: {megabytes}\u00a0Mo de texte au plus, et "
        "10\u00a0Mo pour une page ou un PDF. Coupez-le en plusieurs.",
        "It is too large for an article: {megabytes}\u00a0MB of text at most, and 10\u00a0MB for "
        "a page or a PDF. Split it.",
    ),
    Refusal.TOO_SLOW: Phrase(
        "C’est trop long à lire\u00a0: j’ai arrêté. Réessayez plus tard, ou donnez-moi le texte "
        "dans un fichier .md ou .txt.",
        "It takes too long to read: I stopped. Try again later, or give me the text as a .md or "
        ".txt file.",
    ),
    Refusal.NOT_TEXT: Phrase(
        "Ce n’est pas du texte, ou son codage est inconnu. Enregistrez-le en UTF-8.",
        "It is no text, or its encoding is unknown. Save it as UTF-8.",
    ),
    Refusal.UNKNOWN_FORM: Phrase(
        "Je ne lis que les fichiers .md, .txt, .html et .pdf.",
        "I read .md, .txt, .html and .pdf files only.",
    ),
    Refusal.DAMAGED: Phrase(
        "Le fichier est abîmé, ou n’est pas ce que dit son nom.",
        "The file is damaged, or not what its name says.",
    ),
    Refusal.ENCRYPTED: Phrase(
        "Ce PDF est protégé par un mot de passe. Enregistrez-le sans.",
        "This PDF is protected by a password. Save it without one.",
    ),
    Refusal.NEEDS_PDF: Phrase(
        "Je ne sais pas lire les PDF ici\u00a0: qui m’héberge doit installer souffleur[pdf].",
        "I cannot read PDFs here: whoever hosts me has to install souffleur[pdf].",
    ),
    Refusal.NO_ARTICLE: Phrase(
        "Je n’y trouve pas d’article\u00a0: il me faut au moins un paragraphe de texte.",
        "I see no article in it: I need at least one paragraph of text.",
    ),
    Refusal.FETCHING_IS_OFF: Phrase(
        "Je ne vais pas chercher de pages sur le web\u00a0: qui m’héberge doit d’abord mettre "
        "ALLOW_FETCH=true. Joignez plutôt un fichier.",
        "I do not fetch pages from the web: whoever hosts me has to set ALLOW_FETCH=true first. "
        "Attach a file instead.",
    ),
    Refusal.BAD_ADDRESS: Phrase(
        "Ce n’est pas une adresse que je peux ouvrir\u00a0: il la faut complète, en http ou en "
        "https, sans mot de passe ni port particulier.",
        "That is no address that I can open: it has to be whole, with http or https, without a "
        "password or a port of its own.",
    ),
    Refusal.PRIVATE_ADDRESS: Phrase(
        "Cette adresse n’est pas du web public\u00a0: je ne l’ouvre pas.",
        "That address is not on the public web: I do not open it.",
    ),
    Refusal.UNREACHABLE: Phrase(
        "Je ne peux pas joindre cette adresse, ou son certificat n’est pas sûr.",
        "I cannot reach that address, or its certificate is not to be trusted.",
    ),
    Refusal.BAD_ANSWER: Phrase(
        "À cette adresse il n’y a pas de page que je sache lire\u00a0: le site refuse, ou ce n’est "
        "ni du HTML, ni du texte, ni un PDF.",
        "At that address there is no page that I can read: the site refuses, or it is neither "
        "HTML, text nor PDF.",
    ),
}
NOT_HANDED_OVER = Phrase(
    "Discord ne m’a pas donné le fichier. Joignez-le encore une fois.",
    "Discord did not give me the file. Attach it once more.",
)
TOO_MUCH = Phrase(
    "Rien n’est ajouté\u00a0: les articles d’un serveur comptent {millions}\u00a0million de signes "
    "au plus, tous ensemble. Retirez-en un avec /bibliothèque retirer.",
    "Nothing was added: the articles of a server have {millions} million characters at most, "
    "all together. Remove one with /library remove.",
)
TOO_MANY = Phrase(
    "Rien n’est ajouté\u00a0: ce serveur a déjà {count} articles, c’est le plus que je garde. "
    "Retirez-en un avec /bibliothèque retirer.",
    "Nothing was added: this server has {count} articles already, which is all that I keep. "
    "Remove one with /library remove.",
)


def refused(error: BotError, language: Language) -> Card:
    """Return the word for what is refused; any other error is raised again."""
    return note(_phrase(error).to(language).format(**_MEASURES))


_MEASURES = {
    "megabytes": MAX_ARTICLE_BYTES // 1_000_000,
    "count": MAX_ARTICLES,
    "millions": MAX_CHARACTERS // 1_000_000,
}


def _phrase(error: BotError) -> Phrase:
    if isinstance(error, ImportRefused | FetchRefused):
        return REFUSED[error.kind]
    if isinstance(error, TooMany):
        return TOO_MANY
    if isinstance(error, TooMuch | TooLarge):
        return TOO_MUCH
    if isinstance(error, NotHandedOver):
        return NOT_HANDED_OVER
    raise error
