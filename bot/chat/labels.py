"""What buttons, menus, modals and commands are called: more of the phrases, French first."""

from bot.chat.phrases import Phrase

# --- Buttons (45 characters at most) ---------------------------------------------------------

MORE_BUTTON = Phrase("Autres passages", "Other passages")
PREVIOUS_BUTTON = Phrase("◀ Précédents", "◀ Previous")
NEXT_BUTTON = Phrase("Suivants ▶", "Next ▶")
READ_BUTTON = Phrase("Lire dans l’article", "Read in the article")
CONTEXT_BUTTON = Phrase("Contexte", "Context")
WHY_BUTTON = Phrase("Pourquoi ce passage\u202f?", "Why this passage?")
USEFUL_BUTTON = Phrase("Utile", "Helpful")
USELESS_BUTTON = Phrase("Pas utile", "Not helpful")
PRECISE_BUTTON = Phrase("Préciser…", "Ask further…")
DELETE_BUTTON = Phrase("Supprimer", "Delete")
ERASE_BUTTON = Phrase("Effacer ce qui me concerne", "Erase what concerns me")
PUBLISH_BUTTON = Phrase("Publier dans le salon", "Post to the channel")
BACK_BUTTON = Phrase("◀", "◀")
ON_BUTTON = Phrase("▶", "▶")
CONTENTS_BUTTON = Phrase("Sommaire", "Contents")
CHOOSE_SECTION = Phrase("Lire une section…", "Read a section…")
CHOOSE_ARTICLE = Phrase("Choisir un article…", "Choose an article…")
OPENING = Phrase("Début", "Opening")
PRECISE_TITLE = Phrase("Préciser la question", "Ask further")
PRECISE_LABEL = Phrase("Votre question", "Your question")

# --- Commands: names in lower case, without a space; descriptions of 100 characters at most ----

ASK = Phrase("demander", "ask")
ASK_DESCRIPTION = Phrase(
    "Posez une question\u00a0: la réponse est citée de l’article.",
    "Ask a question: the answer is quoted from the article.",
)
QUESTION = Phrase("question", "question")
QUESTION_DESCRIPTION = Phrase("Votre question, en une phrase", "Your question, in a sentence")
SEARCH = Phrase("chercher", "search")
SEARCH_DESCRIPTION = Phrase(
    "Retrouvez des passages par leurs mots.", "Find passages by their words."
)
WORDS = Phrase("mots", "words")
WORDS_DESCRIPTION = Phrase(
    "Les mots à chercher, ou un passage de la liste", "The words to find, or a passage of the list"
)
PRIVATE = Phrase("privé", "private")
PRIVATE_DESCRIPTION = Phrase(
    "Oui\u00a0: la réponse n’est montrée qu’à vous.", "True: the answer is shown to you alone."
)
FIND = Phrase("Chercher la réponse", "Find the answer")
ARTICLE = Phrase("article", "article")
ARTICLE_DESCRIPTION = Phrase(
    "Feuilletez un article, section par section.", "Leaf through an article, section by section."
)
TITLE = Phrase("titre", "title")
TITLE_DESCRIPTION = Phrase("Le titre de l’article", "The article’s title")
PASSAGE = Phrase("passage", "passage")
PASSAGE_DESCRIPTION = Phrase(
    "Citez un paragraphe de l’article.", "Quote a paragraph of the article."
)
NUMBER = Phrase("numéro", "number")
NUMBER_DESCRIPTION = Phrase("Le numéro du paragraphe (¶)", "The paragraph’s number (¶)")
SUMMARY = Phrase("résumé", "summary")
SUMMARY_DESCRIPTION = Phrase(
    "L’article en quelques phrases, citées.", "The article in a few sentences, quoted."
)
HELP = Phrase("aide", "help")
HELP_DESCRIPTION = Phrase("Ce que je sais faire, et comment.", "What I can do, and how.")
PRIVACY = Phrase("confidentialité", "privacy")
ERASE = Phrase("effacer", "erase")
ERASE_DESCRIPTION = Phrase(
    "Oui\u00a0: ce qui est gardé de vous est effacé.", "True: what is kept of you is erased."
)
PRIVACY_DESCRIPTION = Phrase("Ce que je lis, et ce que je garde.", "What I read, and what I keep.")
