"""Words and phrases of the lexicon as an index numbers them."""

from bot.retrieval.index.vocabulary import Vocabulary
from bot.retrieval.known_words import KnownWords
from tests.retrieval.builders import TEXTS, ranking_of

KNOWN = KnownWords(Vocabulary.of(["le", "phare", "brille", "la", "nuit"]))


def test_words_that_the_index_does_not_hold_have_no_number() -> None:
    assert sorted(KNOWN.of(frozenset({"phare", "nuit", "zblorg"})).tolist()) == [1, 4]
    assert KNOWN.among(["nuit", "zblorg", "le"]).tolist() == [4, 0]


def test_a_phrase_is_known_where_all_of_its_words_are() -> None:
    phrases = frozenset({("le", "phare", "brille"), ("le", "jour"), ("la", "nuit")})

    known = KNOWN.phrases(phrases)

    assert {first: list(each) for first, each in known.beginning.items()} == {
        0: [[0, 1, 2]],
        3: [[3, 4]],
    }
    assert sorted(known.firsts.tolist()) == [0, 3]
    assert sorted(known.seconds.tolist()) == [1, 4]


def test_the_words_of_questions_are_not_kept() -> None:
    ranking = ranking_of(*TEXTS)

    def kept_after(question: str) -> int:
        assert len(ranking.beside(ranking.read(question), range(len(TEXTS))).sentence_scores)
        return len(ranking._known._numbers)

    assert kept_after("Combien de francs ?") == kept_after("Combien de francs, douze ou quarante ?")
    assert kept_after("Quand ?") == kept_after("Quand, en mars ou un jeudi ?")
