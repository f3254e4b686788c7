"""Why a moderator's command does not work: more of the phrases, French first."""

from bot.chat.phrases import Phrase

NOT_HERE = Phrase(
    "Cette commande ne vaut que dans un serveur dont je suis membre.",
    "This command works only in a server that I am a member of.",
)
NOT_A_MANAGER = Phrase(
    "Cela est réservé à qui a la permission «\u00a0Gérer le serveur\u00a0».",
    "That is for those who have the permission “Manage Server”.",
)
NO_MEMORY = Phrase(
    "Je n’ai pas de mémoire ici\u00a0: rien ne peut être réglé ni gardé.",
    "I have no memory here: nothing can be set or kept.",
)
NOT_KEPT = Phrase(
    "Rien n’a été changé\u00a0: ma mémoire ne répond pas. Réessayez plus tard\u202f; "
    "qui m’héberge en lit la raison dans le journal.",
    "Nothing was changed: my memory is out of order. Please try again later; "
    "whoever hosts me finds the reason in the log.",
)
