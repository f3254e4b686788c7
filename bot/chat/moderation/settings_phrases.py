"""What /settings says: more of the phrases, French first."""

from bot.chat.phrases import Phrase

SETTINGS = Phrase("réglages", "settings")
SETTINGS_DESCRIPTION = Phrase(
    "Réglez où et comment je réponds dans ce serveur.",
    "Set where and how I answer in this server.",
)

TITLE = Phrase(
    "**Réglages de ce serveur**\n-# Chaque changement vaut aussitôt.",
    "**Settings of this server**\n-# Every change takes effect at once.",
)

# --- Language ------------------------------------------------------------------------------------

LANGUAGE = Phrase("**Langue de mes réponses**", "**Language of my answers**")
LANGUAGE_OWN = Phrase("Celle de chaque personne", "Each reader’s own")
LANGUAGE_FRENCH = Phrase("Français", "French (Français)")
LANGUAGE_ENGLISH = Phrase("Anglais (English)", "English")

# --- Channels ------------------------------------------------------------------------------------

ONLY = Phrase(
    "**Salons où seulement je réponds**\n"
    "-# Aucun\u00a0: partout. Un fil compte avec son salon. Ailleurs, /demander répond en privé.",
    "**Channels where alone I answer**\n"
    "-# None: everywhere. A thread counts with its channel. Elsewhere, /ask answers in private.",
)
SILENT = Phrase(
    "**Salons où je ne réponds jamais**\n"
    "-# Cela l’emporte sur tout le reste. /demander y répond en privé.",
    "**Channels where I never answer**\n"
    "-# This outweighs all the rest. /ask answers there in private.",
)
AUTOMATIC = Phrase(
    "**Salons et forums à réponses automatiques**\n"
    "-# J’y lis tous les messages, et j’y réponds aux questions dont je suis sûr de la réponse.",
    "**Channels and forums with automatic answers**\n"
    "-# I read all messages there, and answer the questions whose answer I am sure of.",
)
BY_THE_HOST = Phrase(
    "-# Et, selon qui m’héberge\u00a0: {channels}.", "-# And, as my host decided: {channels}."
)
BEGINS = Phrase(
    "-# Je me reconnecte à Discord pour entendre ces salons\u00a0: quelques secondes.",
    "-# I connect to Discord anew to hear those channels: a few seconds.",
)
NOT_GRANTED = Phrase(
    "**Je n’entends pas encore ces salons.** Discord ne me montre que les messages qui me "
    "mentionnent. La personne qui m’héberge doit activer «\u00a0Message Content Intent\u00a0» dans "
    "le portail des développeurs (page «\u00a0Bot\u00a0»), puis me redémarrer.",
    "**I do not hear those channels yet.** Discord shows me only the messages that mention me. "
    "Whoever hosts me has to switch on “Message Content Intent” in the developer portal (page "
    "“Bot”), and start me again.",
)
NO_CHANNEL = Phrase("Aucun salon choisi", "No channel chosen")
VANISHED = Phrase(
    "-# Salons réglés ici qui n’existent plus, ou que je ne connais pas\u00a0: {count}.",
    "-# Channels set here that are gone, or that I do not know: {count}.",
)

# --- Articles ------------------------------------------------------------------------------------

ARTICLES = Phrase(
    "**Articles communs que ce serveur voit\u00a0: {shown} sur {count}**",
    "**Shared articles that this server sees: {shown} of {count}**",
)
NO_ARTICLE = Phrase("Aucun article de cette liste", "No article of this list")
ARTICLES_CHANGED = Phrase(
    "La liste des articles a changé depuis\u00a0: rien n’a été modifié. Voici la nouvelle.",
    "The list of articles has changed since: nothing was altered. Here is the new one.",
)

# --- Questions that are kept ---------------------------------------------------------------------

KEPT_NOT = Phrase(
    "**Questions sans réponse\u00a0: elles ne sont pas gardées**\n"
    "-# Gardées, elles vous montreraient ce qui manque. Ce serait, des questions sans réponse sûre "
    "ou jugées «\u00a0Pas utile\u00a0», posées devant tous\u00a0: les mots, le jour, combien de "
    "personnes, jamais qui\u202f; et combien de questions par jour. Effacées après {days} j.",
    "**Questions without an answer: they are not kept**\n"
    "-# Kept, they would show you what is missing. That would be, of questions without a sure "
    "answer or found “Not helpful”, asked before everybody: the words, the day, how many people, "
    "never who; and how many questions a day. Erased after {days} d.",
)
KEPT = Phrase(
    "**Questions sans réponse\u00a0: elles sont gardées {days} j**\n"
    "-# Des questions sans réponse sûre ou jugées «\u00a0Pas utile\u00a0», posées devant "
    "tous\u00a0: les mots, le jour, combien de personnes, jamais qui\u202f; et combien de "
    "questions par jour. "
    "Ne plus les garder efface celles qui le sont.",
    "**Questions without an answer: they are kept for {days} d**\n"
    "-# Of questions without a sure answer or found “Not helpful”, asked before everybody: the "
    "words, the day, how many people, never who; and how many questions a day. "
    "To keep them no more erases those that are kept.",
)
ASK_TO_STOP = Phrase(
    "**Ne plus garder les questions\u202f?**\n"
    "Ce qui est gardé est alors effacé pour toujours\u00a0: {count} questions, et les comptes par "
    "jour. Ce qui a été appris et les articles restent.",
    "**Keep questions no more?**\n"
    "What is kept is then erased for good: {count} questions, and the counts by day. "
    "What was taught and the articles stay.",
)
STOPPED = Phrase(
    "-# Les questions ne sont plus gardées\u00a0; effacées\u00a0: {count}.",
    "-# Questions are kept no more; erased: {count}.",
)

# --- Numbers -------------------------------------------------------------------------------------

LIMITS = Phrase(
    "**Durées et limites**\n"
    "- Une personne peut poser {person} en {seconds}.\n"
    "- Un salon entier\u00a0: {channel} dans le même temps.\n"
    "- Une question gardée est effacée après {days} j.",
    "**Times and limits**\n"
    "- A person may ask {person} in {seconds}.\n"
    "- A whole channel: {channel} in the same time.\n"
    "- A question that is kept is erased after {days} d.",
)
QUESTIONS = Phrase("{count} questions", "{count} questions")
NO_LIMIT = Phrase("autant de questions qu’on veut", "as many questions as wanted")
SECONDS = Phrase("{count}\u00a0s", "{count}\u00a0s")
OF_THE_HOST = Phrase("{value} (selon l’hôte)", "{value} (the host’s)")

LIMITS_TITLE = Phrase("Durées et limites", "Times and limits")
DAYS_LABEL = Phrase("Jours où une question est gardée", "Days that a question is kept")
DAYS_HINT = Phrase("De 1 à {most}. Vide\u00a0: {host}.", "From 1 to {most}. Empty: {host}.")
PERSON_LABEL = Phrase("Questions d’une personne", "Questions of one person")
CHANNEL_LABEL = Phrase("Questions dans un salon", "Questions in one channel")
NUMBER_HINT = Phrase(
    "0 à {most}\u202f; 0\u00a0: sans limite. Vide\u00a0: selon l’hôte ({host}).",
    "0 to {most}; 0: no limit. Empty: the host’s ({host}).",
)
SECONDS_LABEL = Phrase("… en combien de secondes", "… in how many seconds")
SECONDS_HINT = Phrase(
    "1 à {most}. Vide\u00a0: selon l’hôte ({host}).", "1 to {most}. Empty: the host’s ({host})."
)
NOT_A_NUMBER = Phrase(
    "Rien n’a été changé\u00a0: «\u00a0{label}\u00a0» doit être un nombre entier de {least} à "
    "{most}, ou rester vide.",
    "Nothing was changed: “{label}” has to be a whole number from {least} to {most}, or empty.",
)

# --- Buttons -------------------------------------------------------------------------------------

KEEP_BUTTON = Phrase("Garder ces questions", "Keep these questions")
STOP_BUTTON = Phrase("Ne plus garder…", "Keep no more…")
ERASE_BUTTON = Phrase("Effacer et ne plus garder", "Erase and keep no more")
BACK_BUTTON = Phrase("Annuler", "Cancel")
LIMITS_BUTTON = Phrase("Durées et limites…", "Times and limits…")
PRUNE_BUTTON = Phrase("Retirer les salons disparus", "Take out channels that are gone")
