"""What people taught: found again however it is asked, and in nobody else's way."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.article import Corpus
from bot.retrieval.answer import Status
from bot.retrieval.librarian import Librarian
from bot.retrieval.places import NEARLY_THE_SAME
from bot.retrieval.taught import Taught
from tests.measuring.builders import corpus_of
from tests.retrieval.builders import (
    CHEESE,
    FEW,
    KEEPER,
    LIGHTHOUSE,
    MARKET,
    QUESTIONS,
    TEXTS,
    WAYS_OF_TYPING,
    found,
    librarian_of,
)

ARTICLE = "recueil"
# Nothing of what is asked stands in the passage.
LESSON = Taught("Qui dirige la capitainerie ?", ARTICLE, CHEESE)


def taught(*lessons: Taught, corpus: Corpus | None = None) -> Librarian:
    return Librarian(corpus or corpus_of(*TEXTS, article=ARTICLE), taught=lessons)


@cache
def small() -> Librarian:
    return librarian_of(*TEXTS)


@cache
def with_a_lesson() -> Librarian:
    return taught(LESSON)


def first(librarian: Librarian, question: str) -> tuple[str, Status]:
    answer = librarian.answer(question)
    return answer.matches[0].passage.text, answer.status


@pytest.mark.parametrize(
    "question",
    [
        "Qui dirige la capitainerie ?",
        "qui dirige la capitainerie",
        "QUI DIRIGE LA CAPITAINERIE ?",
        "Bonjour, qui dirige la capitainerie ?",
        "Qui dirige la capitainerie stp",
        "ki dirige la capitainerie",
        "Qui dirrige la capitanerie ?",
        "Qui dirgie la capitainerei ?",
        "Est-ce que tu sais qui dirige la capitainerie ?",
        "Qui a dirigé la capitainerie ?",
    ],
)
def test_the_question_asked_again_finds_the_passage_as_its_answer(question: str) -> None:
    assert first(with_a_lesson(), question) == (CHEESE, Status.ANSWER)


def test_a_question_like_it_finds_the_passage_too() -> None:
    # « patron » and « diriger » are of one meaning, and a word more is asked.
    text, status = first(with_a_lesson(), "Qui est à la tête de la capitainerie ?")

    assert text == CHEESE
    assert status is not Status.NOT_FOUND


@pytest.mark.parametrize(
    "question",
    [
        "Combien coûta le phare de Kermadec ?",
        "Qui construisit le phare de Kermadec ?",
        "Quand se tient le marché ?",
        "Combien vaut la capitainerie ?",
        "Qui dirige le marché ?",
        "Pourquoi ?",
        "Bonjour !",
    ],
)
def test_another_question_is_answered_as_if_nothing_were_taught(question: str) -> None:
    assert found(with_a_lesson().answer(question)) == found(small().answer(question))


@FEW
@given(QUESTIONS)
def test_an_orphan_changes_no_score_and_no_status(question: str) -> None:
    librarian = taught(Taught("Qui dirige le phare ?", "perdu", "Un texte perdu."))

    assert found(librarian.answer(question)) == found(small().answer(question))


@FEW
@given(QUESTIONS.filter(bool), st.sampled_from(TEXTS), st.sampled_from(sorted(WAYS_OF_TYPING)))
def test_whatever_was_taught_comes_first_however_it_is_typed(
    question: str, text: str, way: str
) -> None:
    librarian = taught(Taught(question, ARTICLE, text))
    if not librarian._teaching.lessons:
        return  # It holds no word.

    answers = [librarian.answer(typed) for typed in (question, WAYS_OF_TYPING[way](question))]

    assert answers[0].matches[0].passage.text == text
    assert answers[0].status is Status.ANSWER
    assert found(answers[0]) == found(answers[1])


@FEW
@given(QUESTIONS, QUESTIONS, st.sampled_from(sorted(WAYS_OF_TYPING)))
def test_the_way_of_typing_changes_nothing_of_a_question_like_it(
    question: str, lesson: str, way: str
) -> None:
    typed = WAYS_OF_TYPING[way]

    before = found(taught(Taught(lesson, ARTICLE, MARKET)).answer(question))
    after = found(taught(Taught(typed(lesson), ARTICLE, MARKET)).answer(typed(question)))

    assert before == after


def test_scores_stay_in_order_and_confidence_between_0_and_1() -> None:
    answer = with_a_lesson().answer(LESSON.question)

    scores = [match.score for match in answer.matches]
    assert scores == sorted(scores, reverse=True)
    assert 0.0 <= answer.confidence <= 1.0


def test_small_talk_that_was_taught_is_a_question() -> None:
    question = "De quoi parle l’article ?"

    assert small().answer(question).notice is not None
    assert first(taught(Taught(question, ARTICLE, MARKET)), question) == (MARKET, Status.ANSWER)
    assert taught(Taught(question, ARTICLE, MARKET)).why(question) is not None


def test_the_search_finds_what_was_taught() -> None:
    matches = with_a_lesson().search(LESSON.question)

    assert matches[0].passage.text == CHEESE


def test_a_follow_up_that_comes_to_the_same_finds_it() -> None:
    answer = with_a_lesson().answer("Et qui la dirige ?", earlier=["Où est la capitainerie ?"])

    assert answer.matches[0].passage.text == CHEESE


def test_of_the_same_question_the_last_lesson_counts() -> None:
    librarian = taught(LESSON, replace(LESSON, question="QUI DIRIGE LA CAPITAINERIE", text=MARKET))

    assert first(librarian, LESSON.question) == (MARKET, Status.ANSWER)
    assert librarian.orphans == ()


def test_two_questions_may_be_taught_of_one_passage() -> None:
    librarian = taught(LESSON, Taught("Où sont les zblorgs ?", ARTICLE, CHEESE))

    assert first(librarian, LESSON.question) == (CHEESE, Status.ANSWER)
    assert first(librarian, "ou sont les zblorgs") == (CHEESE, Status.ANSWER)


def test_a_passage_far_down_becomes_a_candidate() -> None:
    texts = [f"Le phare numéro {number} éclaire la côte." for number in range(60)]
    librarian = taught(
        Taught("Quel phare éclaire la côte ?", ARTICLE, texts[59]),
        corpus=corpus_of(*texts, article=ARTICLE),
    )

    answer = librarian.answer("Quel phare éclaire la côte ?", limit=100)

    assert answer.matches[0].passage.text == texts[59]
    assert len({match.passage.id for match in answer.matches}) == len(answer.matches) == 60


EDITED = KEEPER.replace("quarante ans", "quarante-deux ans")


@pytest.mark.parametrize("texts", [(KEEPER, EDITED), (EDITED, LIGHTHOUSE), (MARKET, EDITED)])
def test_a_passage_is_known_by_its_text_and_by_nearly_the_same(texts: tuple[str, ...]) -> None:
    lesson = replace(LESSON, text=KEEPER)
    expected = KEEPER if KEEPER in texts else EDITED

    librarian = taught(lesson, corpus=corpus_of(*texts, article=ARTICLE))

    assert first(librarian, lesson.question) == (expected, Status.ANSWER)
    assert librarian.orphans == ()


@pytest.mark.parametrize(
    "lesson",
    [
        Taught("Qui ?", ARTICLE, "Un tout autre texte, que personne n’a écrit."),
        Taught("Qui ?", ARTICLE, ""),
    ],
    ids=["another text", "no text"],
)
def test_what_has_no_passage_any_more_is_an_orphan(lesson: Taught) -> None:
    librarian = taught(LESSON, lesson)

    assert librarian.orphans == (lesson,)
    assert first(librarian, LESSON.question) == (CHEESE, Status.ANSWER)


def test_the_bound_for_an_edited_passage_is_stated() -> None:
    assert 50 < NEARLY_THE_SAME < 100


def test_why_names_the_question_that_was_taught() -> None:
    why = with_a_lesson().why("ki dirige la capitainerie")

    assert why is not None
    assert why.taught == LESSON.question
    assert why.reasons[0].feature == "taught"
    other = with_a_lesson().why("Qui construisit le phare ?")
    assert other is not None
    assert other.taught is None
    assert all(reason.feature != "taught" for reason in other.reasons)


@pytest.mark.parametrize("question", ["", " ", "?!", "x" * 5000])
def test_what_is_no_question_teaches_nothing(question: str) -> None:
    librarian = taught(Taught(question, ARTICLE, CHEESE))

    assert found(librarian.answer(question)) == found(small().answer(question))


def test_what_was_taught_in_a_conversation_is_the_same_after_what_it_leans_on() -> None:
    before, then = "Qui construisit le phare ?", "Et avec quel argent ?"
    librarian = taught(Taught(f"{before} {then}", ARTICLE, CHEESE))

    answer = librarian.answer(then, earlier=[before], is_explained=True)

    assert (answer.matches[0].passage.text, answer.status) == (CHEESE, Status.ANSWER)
    assert answer.why is not None
    assert answer.why.taught == f"{before} {then}"
    for question, earlier in ((then, []), (then, ["Qui garde le phare ?"]), (before, [])):
        other = librarian.answer(question, earlier=earlier)
        assert [match.passage.text for match in other.matches[:1]] != [CHEESE]


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("lesson", "asked"),
    [
        ("Qui préside la chorale ?", "Qui présidait la chorale ?"),
        ("Qui est le luthier ?", "Qui fut le luthier ?"),
        ("Qui est le luthier ?", "Qui sera le luthier ?"),
        ("Qui est le luthier ?", "Qui n’est plus luthier ?"),
        ("Qui est le luthier ?", "Qui n’est jamais luthier ?"),
        ("Où camper ?", "Où ne pas camper ?"),
        ("Combien de ruches en 1999 ?", "Combien de ruches après 1999 ?"),
        ("Combien de ruches avant la crue ?", "Combien de ruches depuis la crue ?"),
        ("Combien de ruches au plus ?", "Combien de ruches au moins ?"),
        ("Peut-on dormir avec une tente ?", "Peut-on dormir sans tente ?"),
        ("Qui vote pour le barrage ?", "Qui vote contre le barrage ?"),
        ("Qui suit Zorlac ?", "Qui Zorlac suit-il ?"),
        ("Quel est le frère de Zorlac ?", "Quelle est la sœur de Zorlac ?"),
        ("À quelle heure est la messe ?", "À quelle heure est la messe de minuit ?"),
        ("Quand est la répétition ?", "Quand est la répétition du matin ?"),
    ],
)
def test_a_small_word_that_asks_for_something_else_is_no_lesson(lesson: str, asked: str) -> None:
    for one, other in ((lesson, asked), (asked, lesson)):
        librarian = taught(Taught(one, ARTICLE, CHEESE))

        assert found(librarian.answer(other)) == found(small().answer(other))


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("lesson", "asked"),
    [
        ("Comment louer un kayak ?", "je veux louer un kayak"),
        ("Comment louer un kayak ?", "c’est possible de louer un kayak ?"),
        ("Comment louer un kayak ?", "Quelqu’un sait comment louer un kayak ?"),
        ("Quel est le prix du kayak ?", "c’est combien le kayak ?"),
        ("Quel est le prix du kayak ?", "le kayak est à combien ?"),
        ("Quand a lieu la régate ?", "date de la régate"),
        ("Quand a lieu la régate ?", "Quel jour se tient la régate ?"),
        ("Quand a lieu la régate ?", "Quand aura lieu la régate ?"),
        ("Qui loue le kayak ?", "Le kayak est loué par qui ?"),
        ("Comment louer un kayak ?", "how do I rent a kayak?"),
    ],
)
def test_an_ordinary_paraphrase_finds_what_was_taught(lesson: str, asked: str) -> None:
    librarian = taught(Taught(lesson, ARTICLE, CHEESE))

    assert librarian.answer(asked).matches[0].passage.text == CHEESE


@pytest.mark.parametrize("earlier", ["Qui construisit le phare ?", "Quand se tient le marché ?"])
@pytest.mark.parametrize(
    "question", ["Où camper ?", "Peut-on annuler ?", "Et où dort le luthier ?"]
)
def test_what_was_taught_alone_is_found_as_a_follow_up(question: str, earlier: str) -> None:
    librarian = taught(Taught(question, ARTICLE, CHEESE))

    assert librarian.answer(question, earlier=[earlier]).matches[0].passage.text == CHEESE


def test_what_a_lesson_leans_on_is_not_that_lesson() -> None:
    before, then = "Quel est le prix du kayak ?", "Et pour les novices ?"
    librarian = taught(Taught(f"{before} {then}", ARTICLE, CHEESE))

    assert librarian.answer(then, earlier=[before]).matches[0].passage.text == CHEESE
    assert found(librarian.answer(before)) == found(small().answer(before))


SERVED = "Le repas du {} est servi à {} heures dans la grande salle et coûte {} euros à {}."


@pytest.mark.parametrize(
    ("old", "new", "is_there"),
    [
        (("mardi", 12, 5, "tous"), ("jeudi", 12, 5, "tous"), False),
        (("mardi", 12, 5, "tous"), ("mardi", 12, 6, "tous"), False),
        (("mardi", 12, 5, "Ana"), ("mardi", 12, 5, "Eva"), False),
        (("mardi", 12, 5, "tous"), ("mardi", 12, 5, "tous les membres"), True),
    ],
)
def test_a_near_text_that_says_something_else_is_another_passage(
    old: tuple[object, ...], new: tuple[object, ...], *, is_there: bool
) -> None:
    lesson = replace(LESSON, text=SERVED.format(*old))
    librarian = taught(lesson, corpus=corpus_of(SERVED.format(*new), article=ARTICLE))

    assert librarian.orphans == (() if is_there else (lesson,))
    assert librarian.moved == ((lesson,) if is_there else ())


def test_the_same_text_of_an_article_under_another_name_is_the_passage() -> None:
    lesson = replace(LESSON, article_id="autrefois")
    librarian = taught(lesson)

    assert (librarian.orphans, librarian.moved) == ((), (lesson,))
    assert first(librarian, lesson.question) == (CHEESE, Status.ANSWER)


@pytest.mark.parametrize(
    "then", ["Pourquoi ?", "Et quand ?", "Qui la garde ?", "Et avec un chien ?"]
)
def test_what_follows_a_question_that_was_taught_is_another_question(then: str) -> None:
    before = "Où camper ?"
    librarian = taught(Taught(before, ARTICLE, CHEESE))

    told, untold = (each.answer(then, earlier=[before]) for each in (librarian, small()))

    assert found(told) == found(untold)
