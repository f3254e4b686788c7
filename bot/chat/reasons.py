"""« Pourquoi ce passage ? » in words that users read: more of the phrases, French first."""

from collections.abc import Iterator

from bot.chat.lengths import shorten
from bot.chat.phrases import Language, Phrase, place
from bot.retrieval.answer import AskedWord, How, Reason, Why

# A line has room for 300 characters on a card.
TAUGHT_ROOM = 200

TITLE = Phrase("Pourquoi ce passage\u202f? {place}", "Why this passage? {place}")
ASKED = Phrase("Ce qui est demandé\u00a0: {kind}", "What is asked for: {kind}")
MET = Phrase(
    "{typed} → {found}\u00a0: {how}, {weight}\u00a0% de la question",
    "{typed} → {found}: {how}, {weight}% of the question",
)
UNMET = Phrase(
    "{typed}\u00a0: absent, {weight}\u00a0% de la question",
    "{typed}: absent, {weight}% of the question",
)
LEAD = Phrase("Avance sur le passage suivant\u00a0: {lead}", "Lead over the next passage: {lead}")
ALONE = Phrase("Aucun autre passage n’a de ces mots.", "No other passage holds any of these words.")

HOW = {
    How.SAME: Phrase("le même mot", "the same word"),
    How.FORM: Phrase("même famille ou autre forme", "same family or another form"),
    How.SYNONYM: Phrase("de sens voisin", "related in meaning"),
    How.CORRECTION: Phrase("orthographe corrigée", "spelling corrected"),
    How.TRANSLATION: Phrase("traduction", "translation"),
    How.HEADING: Phrase("dans le titre de la section", "in the section’s heading"),
}

KINDS = {
    "person": Phrase("une personne", "a person"),
    "time": Phrase("une date ou une période", "a date or a period"),
    "quantity": Phrase("une quantité", "a quantity"),
    "money": Phrase("une somme d’argent", "a sum of money"),
    "percentage": Phrase("un pourcentage", "a percentage"),
    "age": Phrase("un âge", "an age"),
    "role": Phrase("un rôle ou une fonction", "a role or an office"),
    "place": Phrase("un lieu", "a place"),
    "cause": Phrase("une cause ou un but", "a cause or a purpose"),
    "manner": Phrase("une manière", "a manner"),
    "definition": Phrase("une définition", "a definition"),
    "choice": Phrase("un choix", "a choice"),
    "yes_no": Phrase("oui ou non", "yes or no"),
    "other": Phrase("rien de particulier", "nothing in particular"),
}

FEATURES = {
    "bm25_words": Phrase(
        "Il contient les mots de la question tels quels, surtout les plus rares.",
        "It holds the words of the question as they are, the rarest ones above all.",
    ),
    "bm25_letters": Phrase(
        "Ses mots s’écrivent presque comme ceux de la question.",
        "Its words are spelled much like those of the question.",
    ),
    "coverage": Phrase(
        "Il contient davantage de mots de la question.",
        "It holds more of the words of the question.",
    ),
    "best_sentence": Phrase(
        "Une de ses phrases a la forme d’une réponse à cette question.",
        "One of its sentences has the form of an answer to this question.",
    ),
    "rare_coverage_beside": Phrase(
        "Il contient davantage de ce que la question dit de rare, outre le sujet de l’article.",
        "It holds more of what is rare in the question, besides the article’s subject.",
    ),
    "missing_focus": Phrase(
        "Il contient le mot qui suit «\u00a0quel\u00a0».",
        "It holds the word behind “quel” (which).",
    ),
    "window": Phrase(
        "Les mots de la question y sont proches les uns des autres.",
        "The words of the question stand close together in it.",
    ),
    "article_coverage": Phrase(
        "Son article contient les mots de la question.",
        "Its article holds the words of the question.",
    ),
    "article_rare_coverage": Phrase(
        "Son article contient les mots rares de la question.",
        "Its article holds the rare words of the question.",
    ),
    "subject_coverage": Phrase(
        "Son article a pour sujet ce que nomme la question.",
        "Its article is about what the question names.",
    ),
    "introduces": Phrase(
        "Une de ses phrases dit ce qu’est ce que nomme la question.",
        "One of its sentences says what the question’s name is.",
    ),
    "asked_before": Phrase(
        "Il pose lui-même cette question avant d’y répondre.",
        "It asks this question itself before it answers.",
    ),
    "lacks_number": Phrase(
        "On y trouve une quantité ou une date, comme le demande la question.",
        "It holds a quantity or a date, as the question asks.",
    ),
    "lacks_answer": Phrase(
        "La phrase dit bien ce que la question demande\u00a0: un nombre, une date, un rôle…",
        "Its sentence says what the question asks for: a number, a date, a role…",
    ),
    "length": Phrase("Sa longueur lui est favorable.", "Its length speaks for it."),
    "first_place": Phrase(
        "Les mots de la question y viennent tôt.", "The words of the question come early in it."
    ),
    "taught": Phrase(
        "Un modérateur a indiqué ce passage pour une question semblable.",
        "A moderator pointed at this passage for a question like this one.",
    ),
}
TAUGHT = Phrase(
    "Un modérateur a indiqué ce passage pour une question semblable\u00a0: "
    "«\u00a0{question}\u00a0»",
    "A moderator pointed at this passage for a question like this one: “{question}”",
)


def kind(name: str) -> Phrase:
    """Return what is asked for, by the kind's name."""
    return KINDS[name]


def feature(name: str) -> Phrase:
    """Return what a feature says of a passage, by its name."""
    return FEATURES[name]


def lines(why: Why, language: Language = Language.FR) -> Iterator[str]:
    """Yield the explanation of a passage, a line for each word and for each reason."""
    yield TITLE.to(language).format(place=place(why.passage))
    yield ASKED.to(language).format(kind=kind(why.kind).to(language))
    for word in why.words:
        yield f"- {_met(word, language)}"
    # What a person said is told even where the next passage has as much of it, and no lead comes.
    if why.taught is not None and all(reason.feature != "taught" for reason in why.reasons):
        yield f"- {_taught(why.taught, language)}"
    for reason in why.reasons:
        amount = _number(reason.contribution, language)
        yield f"- {_reason(reason, why.taught, language)} (+{amount})"
    if why.lead is None:
        yield ALONE.to(language)
    else:
        yield LEAD.to(language).format(lead=_number(why.lead, language))


def _met(word: AskedWord, language: Language) -> str:
    weight = round(100 * word.weight)
    if word.how is None:
        return UNMET.to(language).format(typed=word.typed, weight=weight)
    how = HOW[word.how].to(language)
    return MET.to(language).format(typed=word.typed, found=word.found, how=how, weight=weight)


def _reason(reason: Reason, taught: str | None, language: Language) -> str:
    if reason.feature == "taught" and taught is not None:
        return _taught(taught, language)
    return feature(reason.feature).to(language)


def _taught(question: str, language: Language) -> str:
    shown = shorten(" ".join(question.split()), TAUGHT_ROOM)
    return TAUGHT.to(language).format(question=shown)


def _number(value: float, language: Language) -> str:
    written = f"{value:.2f}"
    return written.replace(".", ",") if language is Language.FR else written
