"""Short words to one person, about what was asked of the bot: more of the phrases, French first."""

from bot.chat.phrases import Phrase

# --- Under a card --------------------------------------------------------------------------------

PUBLISHED_BY = Phrase("Réponse publiée par {person}", "Answer posted by {person}")
EXTERNAL = Phrase(
    "Visible de vous seulement\u00a0: ce serveur n’admet pas ici les applications externes.",
    "Only you see this answer: this server does not allow external apps here.",
)
SILENT_HERE = Phrase(
    "Visible de vous seulement\u00a0: ce serveur ne veut pas que je réponde à tous dans ce salon.",
    "Only you see this answer: this server does not want me to answer everybody here.",
)
NOT_POSTED_HERE = Phrase(
    "Ce serveur ne veut pas que je réponde à tous dans ce salon.",
    "This server does not want me to answer everybody here.",
)
SILENT_THERE = Phrase(
    "Je ne réponds pas aux messages dans {channel}, comme ce serveur l’a décidé. "
    "/demander y marche, pour vous seulement.",
    "I do not answer messages in {channel}, as that server decided. "
    "/ask works there, for you alone.",
)
READER_ONLY = Phrase(
    "Visible de vous seulement\u00a0: vous n’avez pas le droit d’écrire ici.",
    "Only you see this answer: you may not write here.",
)

# --- After a press -------------------------------------------------------------------------------

VOTED = Phrase(
    "Merci de votre avis\u202f! Vous pouvez en changer.",
    "Thank you for your opinion! You may change it.",
)
NOT_YOURS = Phrase(
    "Seules la personne qui a posé la question et celles qui gèrent les messages "
    "peuvent supprimer cette réponse.",
    "Only the person who asked, and those who manage messages, can delete this answer.",
)
THREAD_CLOSED = Phrase(
    "Ce fil est archivé ou verrouillé\u00a0: je ne peux pas y supprimer ma réponse.",
    "This thread is archived or locked: I cannot delete my answer in it.",
)
ALREADY_PUBLISHED = Phrase("La réponse est déjà publiée.", "The answer is posted already.")
YOU_MAY_NOT_WRITE = Phrase(
    "Vous n’avez pas le droit d’écrire dans ce salon.", "You may not write in this channel."
)
OTHER_ANSWER = Phrase(
    "Modifié depuis\u00a0: la réponse serait une autre aujourd’hui. "
    "Posez la question de nouveau, s’il vous plaît.",
    "Changed since: the answer would be another one today. Please ask the question again.",
)
CHANGED = Phrase(
    "Modifié depuis\u00a0: l’article ne dit plus la même chose que cette réponse. "
    "Posez la question de nouveau, s’il vous plaît.",
    "Changed since: the article no longer says what this answer shows. "
    "Please ask the question again.",
)
NO_SUCH_PASSAGE = Phrase(
    "Il n’y a pas de passage {number}\u00a0: l’article en compte {count}.",
    "There is no passage {number}: the article has {count}.",
)
NO_SUCH_ARTICLE = Phrase(
    "Je n’ai pas cet article. Choisissez-en un dans la liste.",
    "I do not have that article. Choose one from the list.",
)
WHICH_TITLE = Phrase(
    "J’ai {count} articles\u00a0: indiquez aussi le titre.",
    "I have {count} articles: please give the title too.",
)
NO_TEXT = Phrase(
    "Ce message ne contient pas de texte à chercher.", "This message holds no text to look for."
)

# --- Manners -------------------------------------------------------------------------------------

WAIT_PERSON = Phrase(
    "Doucement\u202f! Reposez votre question dans {seconds}\u00a0s.",
    "Slowly! Ask again in {seconds}\u00a0s.",
)
WAIT_CHANNEL = Phrase(
    "On me pose beaucoup de questions dans {channel}. Reposez la vôtre dans {seconds}\u00a0s.",
    "I am asked a lot in {channel}. Ask again in {seconds}\u00a0s.",
)
MAY_NOT_WRITE = Phrase(
    "Vous m’avez posé une question dans {channel}, mais je n’ai pas le droit d’y écrire. "
    "Posez-la ici, ou demandez à qui gère le serveur de me le permettre.",
    "You asked me a question in {channel}, but I may not write there. "
    "Ask it here, or ask those who run the server to let me.",
)
MAY_NOT_WRITE_HERE = Phrase(
    "Je n’ai pas le droit d’écrire dans ce salon.", "I may not write in this channel."
)
