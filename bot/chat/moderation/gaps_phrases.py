"""What the cards about gaps say: more of the phrases, French first."""

from bot.chat.phrases import Phrase

# --- The command ---------------------------------------------------------------------------------

GAPS = Phrase("lacunes", "gaps")
GAPS_DESCRIPTION = Phrase(
    "Ce qui a été demandé en vain ici, et de quoi y remédier.",
    "What was asked in vain here, and how to mend it.",
)

# --- Buttons and menus ---------------------------------------------------------------------------

CHOOSE_GAP = Phrase("Ouvrir une lacune…", "Open a gap…")
EXPORT_BUTTON = Phrase("Exporter", "Export")
DONE_BUTTON = Phrase("C’est réglé", "That is settled")
BACK_TO_GAPS = Phrase("◀ Lacunes", "◀ Gaps")

# --- The list ------------------------------------------------------------------------------------

TITLE = Phrase("Questions posées en vain", "Questions asked in vain")
OFF = Phrase(
    "Je ne garde pas les questions de ce serveur, et ne peux donc pas montrer celles qui restent "
    "sans réponse. Activez-le dans /réglages\u00a0: j’en garde alors les mots, le jour et le "
    "nombre de personnes, jamais qui.",
    "I do not keep this server’s questions, so I cannot show those that are asked in vain. "
    "Switch it on in /settings: I then keep their words, the day and the number of people, "
    "never who.",
)
OFF_NOW = Phrase(
    "Les questions ne sont plus gardées\u00a0: ce qui suit date d’avant. /réglages les garde de "
    "nouveau.",
    "Questions are not kept any more: this is from before. /settings keeps them again.",
)
NOTHING = Phrase(
    "Rien n’a été demandé en vain. Les questions sont gardées {days}\u00a0jours.",
    "Nothing was asked in vain. Questions are kept for {days}\u00a0days.",
)
ONLY_SOME = Phrase(
    "Les {most} questions les plus posées sont regroupées ici, sur {count}.",
    "The {most} most asked questions are grouped here, of {count}.",
)
GONE = Phrase("Cette lacune n’est plus là.", "That gap is not there any more.")
FORGOTTEN = Phrase("C’est réglé\u00a0: {questions} de moins.", "That is settled: {questions} less.")
ONE_GAP = Phrase("1 lacune", "1 gap")
MANY_GAPS = Phrase("{count} lacunes", "{count} gaps")
ONE_QUESTION = Phrase("1 question", "1 question")
QUESTIONS = Phrase("{count} questions", "{count} questions")
ONCE = Phrase("1 fois", "once")
TIMES = Phrase("{count} fois", "{count} times")
ONE_PERSON = Phrase("1 personne", "1 person")
PEOPLE = Phrase("{count} personnes", "{count} people")
BETWEEN_PEOPLE = Phrase("de {fewest} à {most} personnes", "{fewest} to {most} people")
NOT_FOUND = Phrase("rien trouvé", "nothing found")
CLOSEST = Phrase("passages proches", "closest passages")
USELESS = Phrase("«\u00a0Pas utile\u00a0»", "“Not helpful”")
ENDED = Phrase("{ending}\u00a0({count})", "{ending}\u00a0({count})")
LAST_DAY = Phrase("la dernière fois le {day}", "last on {day}")
SINCE = Phrase("**répondu depuis**", "**answered since**")
SINCE_IN_PART = Phrase(
    "répondu depuis pour {answered} formulations sur {asked}",
    "answered since for {answered} of {asked} wordings",
)
ONE_MORE = Phrase("et 1 autre formulation", "and 1 other wording")
MORE = Phrase("et {count} autres formulations", "and {count} other wordings")
ALSO_ASKED = Phrase("Demandé aussi ainsi\u00a0:", "Also asked like this:")

# --- The chart -----------------------------------------------------------------------------------

CHART_TITLE = Phrase("Questions par semaine", "Questions by week")
ANSWERED = Phrase("répondues", "answered")
NEAR = Phrase("passages proches", "closest passages")
REFUSED = Phrase("rien trouvé", "nothing found")
CHART_ALT = Phrase(
    "Diagramme en barres des questions par semaine. {weeks}",
    "Bar chart of the questions by week. {weeks}",
)
WEEK_ALT = Phrase(
    "Semaine du {day}\u00a0: posées {asked}, répondues {answered}, passages proches {closest}, "
    "rien trouvé {refused}.",
    "Week of {day}: asked {asked}, answered {answered}, closest passages {closest}, "
    "nothing found {refused}.",
)
SHORT_MONTHS = tuple(
    Phrase(*names)
    for names in (
        ("janv.", "Jan"),
        ("févr.", "Feb"),
        ("mars", "Mar"),
        ("avr.", "Apr"),
        ("mai", "May"),
        ("juin", "Jun"),
        ("juill.", "Jul"),
        ("août", "Aug"),
        ("sept.", "Sep"),
        ("oct.", "Oct"),
        ("nov.", "Nov"),
        ("déc.", "Dec"),
    )
)

# --- The export ----------------------------------------------------------------------------------

FILE_NAME = Phrase("lacunes", "gaps")
EXPORTED = Phrase(
    "{gaps}, {questions}\u00a0: un fichier à lire (.md) et un autre pour un tableur (.csv).",
    "{gaps}, {questions}: a file to read (.md), and one for a spreadsheet (.csv).",
)
COLUMN_GAP = Phrase("lacune", "gap")
COLUMN_QUESTION = Phrase("question", "question")
COLUMN_ASKINGS = Phrase("fois", "times")
COLUMN_PEOPLE = Phrase("personnes", "people")
COLUMN_ENDING = Phrase("issue", "ending")
COLUMN_FIRST = Phrase("premier jour", "first day")
COLUMN_LAST = Phrase("dernier jour", "last day")
COLUMN_SINCE = Phrase("répondu depuis", "answered since")
YES = Phrase("oui", "yes")
NO = Phrase("non", "no")
