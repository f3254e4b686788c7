"""What is said of teaching and of what was taught: more of the phrases, French first."""

from bot.chat.phrases import Phrase

# --- Commands ------------------------------------------------------------------------------------

NOT_THAT = Phrase("Ce n’est pas ça", "That is not it")
TAUGHT = Phrase("appris", "taught")
TAUGHT_DESCRIPTION = Phrase(
    "Les passages indiqués pour des questions.", "The passages that were pointed out for questions."
)
LIST = Phrase("liste", "list")
LIST_DESCRIPTION = Phrase(
    "Ce qui m’a été appris dans ce serveur.", "What I was taught in this server."
)
REMOVE = Phrase("retirer", "remove")
REMOVE_DESCRIPTION = Phrase("Oublie ce qui a été appris.", "Forgets what was taught.")
QUESTION = Phrase("question", "question")
QUESTION_DESCRIPTION = Phrase("La question apprise", "The question that was taught")

# --- Buttons, menus and the modal ----------------------------------------------------------------

OPEN_BUTTON = Phrase("Indiquer le bon passage…", "Point out the right passage…")
NOT_THAT_BUTTON = Phrase("Ce n’est pas ça", "That is not it")
CHOOSE_PASSAGE = Phrase("Choisir le passage qui répond…", "Choose the passage that answers…")
WORDS_BUTTON = Phrase("Chercher avec d’autres mots…", "Search with other words…")
WORDS_TITLE = Phrase("Chercher un passage", "Find a passage")
WORDS_LABEL = Phrase("Des mots du passage", "Words of the passage")
TEACH_BUTTON = Phrase("Enseigner", "Teach")
OTHER_BUTTON = Phrase("Un autre passage…", "Another passage…")
CANCEL_BUTTON = Phrase("Annuler", "Cancel")
GAPS_BUTTON = Phrase("Lacunes", "Gaps")
TAUGHT_BUTTON = Phrase("Appris", "Taught")
CHOOSE_LESSON = Phrase("Retirer…", "Remove…")
REMOVE_BUTTON = Phrase("Retirer", "Remove")

# --- Teaching ------------------------------------------------------------------------------------

OFFER = Phrase(
    "Merci de votre avis\u202f! Vous gérez ce serveur\u00a0: vous pouvez indiquer le passage qui "
    "répond. Il sera donné désormais à cette question et à celles qui lui ressemblent.",
    "Thank you for your opinion! You manage this server: you can point out the passage that "
    "answers. It will be given to this question, and to those like it, from now on.",
)
WHICH_PASSAGE = Phrase(
    "**Quel passage répond à cette question\u202f?**", "**Which passage answers this question?**"
)
LOOKED_FOR = Phrase("Cherché\u00a0: {words}", "Searched: {words}")
NONE_FOUND = Phrase(
    "Aucun passage n’a de ces mots. Cherchez avec d’autres.",
    "No passage has any of these words. Search with others.",
)
IS_IT = Phrase("**Est-ce ce passage qui répond\u202f?**", "**Is this the passage that answers?**")
PASSAGE_GONE = Phrase(
    "Ce passage a disparu depuis. Rien n’a été enseigné.",
    "That passage has gone since. Nothing was taught.",
)
NOTHING_TAUGHT = Phrase("Rien n’a été enseigné.", "Nothing was taught.")
DONE = Phrase(
    "**C’est appris.** Voici la réponse à cette question désormais\u00a0:",
    "**Learnt.** This is the answer to that question from now on:",
)
NOT_FIRST = Phrase(
    "**C’est appris**, mais un autre passage passe encore devant\u00a0:",
    "**Learnt**, but another passage still comes first:",
)
NOT_YET = Phrase(
    "**C’est appris**, mais la question ne trouve toujours rien.",
    "**Learnt**, but the question still finds nothing.",
)
TOO_MANY = Phrase(
    "Un serveur garde {most} enseignements au plus\u00a0: retirez-en d’abord avec /appris retirer.",
    "A server keeps {most} lessons at most: remove one first with /taught remove.",
)
UNDONE = Phrase("Annulé\u00a0: c’est oublié.", "Undone: it is forgotten.")
UNDONE_TO_OLD = Phrase(
    "Annulé\u00a0: le passage appris avant est revenu.", "Undone: what was taught before is back."
)
CHANGED_SINCE = Phrase(
    "Rien n’a été changé\u00a0: quelqu’un l’a modifié ou retiré entre-temps.",
    "Nothing was changed: somebody has changed or removed it meanwhile.",
)
NO_QUESTION = Phrase("Ce message ne contient pas de question.", "This message holds no question.")

# --- What was taught -----------------------------------------------------------------------------

TITLE = Phrase("Ce qui a été appris", "What was taught")
NOTHING = Phrase(
    "Rien n’a été appris ici. «\u00a0Ce n’est pas ça\u00a0», dans le menu Applications d’une de "
    "mes réponses, indique le bon passage\u202f; /lacunes montre ce qui reste sans réponse.",
    "Nothing was taught here. “That is not it”, in the Apps menu of one of my answers, points "
    "out the right passage; /gaps shows what is asked in vain.",
)
TAUGHT_ON = Phrase("appris le {day}", "taught on {day}")
ORPHAN = Phrase("**son passage a disparu**", "**its passage is gone**")
REMOVED = Phrase(
    "**Retiré.** Cette question n’est plus apprise\u00a0:", "**Removed.** Not taught any more:"
)
ORPHAN_CONFIRM = Phrase(
    "Le passage de cette question a disparu\u00a0: la retirer ne pourra pas être annulé. Si "
    "l’article revient, elle le retrouvera.",
    "The passage of this question is gone: removing it cannot be undone. Should the article come "
    "back, it will be found again.",
)
TAUGHT_AGAIN = Phrase("C’est appris de nouveau.", "It is taught again.")
NO_LESSON = Phrase(
    "Je n’ai rien appris de tel. Choisissez dans la liste.",
    "I was not taught that. Choose from the list.",
)
