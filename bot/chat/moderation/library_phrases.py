"""What moderators read about the articles of their server: more of the phrases, French first."""

from bot.chat.phrases import Phrase

# --- The command -----------------------------------------------------------------------------

LIBRARY = Phrase("bibliothèque", "library")
LIBRARY_DESCRIPTION = Phrase("Les articles de ce serveur.", "The articles of this server.")
LIST = Phrase("liste", "list")
LIST_DESCRIPTION = Phrase(
    "Les articles lus ici\u00a0: les vôtres, et ceux de tous les serveurs.",
    "The articles read here: yours, and those of all servers.",
)
ADD = Phrase("ajouter", "add")
ADD_DESCRIPTION = Phrase(
    "Ajoutez un article pour ce serveur, d’un fichier ou d’une adresse.",
    "Add an article for this server, from a file or an address.",
)
FILE = Phrase("fichier", "file")
FILE_DESCRIPTION = Phrase("Un fichier .md, .txt, .html ou .pdf", "A .md, .txt, .html or .pdf file")
ADDRESS = Phrase("adresse", "address")
ADDRESS_DESCRIPTION = Phrase("L’adresse d’une page web", "The address of a web page")
REMOVE = Phrase("retirer", "remove")
REMOVE_DESCRIPTION = Phrase(
    "Retirez un article de ce serveur.", "Remove an article of this server."
)
RELOAD = Phrase("recharger", "reload")
RELOAD_DESCRIPTION = Phrase(
    "Relisez les articles, ou cherchez de nouveau ceux qui viennent du web.",
    "Read the articles again, or fetch anew those that came from the web.",
)
TITLE = Phrase("titre", "title")
TITLE_DESCRIPTION = Phrase("Le titre de l’article à retirer", "The article to remove")

# --- Buttons ---------------------------------------------------------------------------------

ADD_BUTTON = Phrase("Ajouter", "Add")
REPLACE_BUTTON = Phrase("Remplacer", "Replace")
CANCEL_BUTTON = Phrase("Annuler", "Cancel")
REMOVE_BUTTON = Phrase("Retirer", "Remove")
RESTORE_BUTTON = Phrase("Remettre", "Put back")
CHOOSE_AGAIN = Phrase("Chercher de nouveau…", "Fetch anew…")
CHOOSE_AGAIN_MORE = Phrase("Chercher de nouveau, suite…", "Fetch anew, continued…")

# --- The list --------------------------------------------------------------------------------

LISTED = Phrase("Articles lus ici", "Articles read here")
EMPTY = Phrase("Aucun article n’est lu ici.", "No article is read here.")
OWN_COUNT = Phrase(
    "De ce serveur\u00a0: {own} sur {most}\u202f; communs à tous\u00a0: {shared}",
    "Of this server: {own} of {most}; shared by all: {shared}",
)
ADDED_ON = Phrase("ajouté le {day}", "added on {day}")
SHARED_SEEN = Phrase("commun à tous les serveurs", "shared by all servers")
SHARED_HIDDEN = Phrase("commun, masqué ici", "shared, hidden here")
UNREADABLE = Phrase("illisible", "unreadable")

# --- The preview -----------------------------------------------------------------------------

OFFERED = Phrase("Ajouter cet article à ce serveur\u202f?", "Add this article to this server?")
OFFERED_INSTEAD = Phrase("Remplacer cet article de ce serveur\u202f?", "Replace this article?")
REPLACES = Phrase(
    "Il prend la place de «\u00a0{title}\u00a0»\u00a0: passages nouveaux\u00a0: {new}, "
    "disparus\u00a0: {gone}.",
    "It takes the place of “{title}”: passages that are new: {new}, gone: {gone}.",
)
OTHER_NAME = Phrase(
    "Pour garder les deux, joignez-le sous un autre nom de fichier.",
    "To keep both, attach it under another file name.",
)
FIRST_PASSAGES = Phrase("Il commence ainsi\u00a0:", "It begins so:")
LASTING = Phrase(
    "Vous avez {minutes} minutes\u00a0; après, recommencez.",
    "You have {minutes} minutes; after that, begin anew.",
)
WARN_SHORT = Phrase(
    "Attention\u00a0: il est très court. Est-ce bien tout l’article\u202f?",
    "Mind: it is very short. Is this the whole article?",
)
WARN_LONG = Phrase(
    "Attention\u00a0: certains passages sont longs, et seront coupés quand je les cite.",
    "Mind: some passages are long, and will be cut when I quote them.",
)
WARN_LANGUAGE = Phrase(
    "Attention\u00a0: il n’est pas en français, la langue où je cherche le mieux.",
    "Mind: it is not in French, the language that I search best.",
)
WARN_TITLE = Phrase(
    "Attention\u00a0: un autre article lu ici porte ce titre.",
    "Mind: another article that is read here has this title.",
)
UNCHANGED = Phrase(
    "«\u00a0{title}\u00a0» est déjà là, mot pour mot\u00a0: il n’y a rien à changer.",
    "“{title}” is there already, word for word: nothing is to be changed.",
)
IN_FRENCH = Phrase("en français", "in French")
IN_ENGLISH = Phrase("en anglais", "in English")
IN_OTHER = Phrase("langue\u00a0: {code}", "language: {code}")

# --- What came of it -------------------------------------------------------------------------

ADDED = Phrase(
    "«\u00a0{title}\u00a0» est ajouté\u00a0: on peut poser des questions sur lui ({passages}).",
    "“{title}” is added: people can ask about it ({passages}).",
)
CANCELLED = Phrase("Rien n’est changé.", "Nothing was changed.")
GONE = Phrase(
    "Je n’ai plus cet article en attente\u00a0: {minutes} minutes sont passées, ou j’ai été "
    "redémarré. Recommencez, s’il vous plaît.",
    "I no longer hold that article: {minutes} minutes have passed, or I was restarted. "
    "Please begin anew.",
)
ONE_OF_TWO = Phrase(
    "Donnez-moi un fichier ou une adresse, l’un des deux.",
    "Give me a file or an address, one of the two.",
)
NO_SUCH_ARTICLE = Phrase(
    "Ce serveur n’a pas cet article à lui. Choisissez-en un dans la liste\u00a0; ceux de tous "
    "les serveurs se masquent dans /réglages.",
    "This server has no such article of its own. Choose one from the list; those of all servers "
    "are hidden in /settings.",
)
REMOVE_ASKED = Phrase("Retirer cet article de ce serveur\u202f?", "Remove this article?")
TAUGHT_OF_IT = Phrase(
    "Réponses apprises qui perdraient leur passage\u00a0: {count}.",
    "Answers taught that would lose their passage: {count}.",
)
REMOVED = Phrase(
    "«\u00a0{title}\u00a0» est retiré. Vous pouvez le remettre pendant {minutes} minutes.",
    "“{title}” is removed. You can put it back for {minutes} minutes.",
)
ORPHANS = Phrase(
    "Appris, mais le passage n’est plus là\u00a0:", "Taught, but the passage is no longer there:"
)

# --- Reload ----------------------------------------------------------------------------------

RELOADED = Phrase("Les articles communs sont relus.", "The shared articles were read again.")
NOT_CHANGED = Phrase(
    "Les articles communs n’ont pas changé.", "The shared articles have not changed."
)
SERVED_NOW = Phrase(
    "Lus ici maintenant\u00a0: articles\u00a0: {articles}, passages\u00a0: {passages}.",
    "Read here now: articles: {articles}, passages: {passages}.",
)
SKIPPED = Phrase(
    "Fichiers de l’hébergeur que je n’ai pas pu lire\u00a0: {count}\u202f; le journal dit "
    "pourquoi.",
    "Files of the host that I could not read: {count}; the log says why.",
)
FROM_THE_WEB = Phrase(
    "Vos articles qui viennent du web peuvent être cherchés de nouveau\u00a0:",
    "Your articles that came from the web can be fetched anew:",
)
WAIT = Phrase(
    "Doucement\u202f! Rechargez de nouveau dans {seconds}\u00a0s.",
    "Slowly! Reload again in {seconds}\u00a0s.",
)
