"""Questions in other words."""

from dataclasses import replace

from hypothesis import given

from bot.articles.article import Corpus
from bot.measuring.questions import Kind, Question, QuestionSet
from bot.measuring.rewording import in_other_words, reword
from tests.retrieval.builders import QUESTIONS

ASKED = Question("Combien Meta a-t-il investi dans cette entreprise en 2025 ?", Kind.OWN, "a")


def test_words_become_others_that_ask_for_them() -> None:
    said = reword(replace(ASKED, text="pourquoi licencier tous les salariés de cette entreprise ?"))

    assert said != ASKED.text
    assert said.startswith("pourquoi ")
    assert said.endswith(" ?")


def test_names_numbers_and_the_rest_of_the_question_stay() -> None:
    said = reword(ASKED)

    assert said.startswith("Combien Meta a-t-il ")
    assert said.endswith(" en 2025 ?")


@given(text=QUESTIONS)
def test_a_question_has_the_same_other_words_every_time(text: str) -> None:
    question = replace(ASKED, text=text)

    assert reword(question) == reword(question)


def test_a_question_without_other_words_is_left_out() -> None:
    unknown = replace(ASKED, text="Qui est Zblorg ?")
    asked = QuestionSet("set", Corpus((), ()), (ASKED, unknown))

    assert [question.answers for question in in_other_words(asked).questions] == [()]
    assert len(in_other_words(asked).questions) == 1
