"""`souffleur train`: weights from a small file, which load and rank."""

import json
from pathlib import Path

import pytest

from bot.errors import BotError
from bot.measuring.selection import part_of
from bot.measuring.squad import is_kept_out, read_squad
from bot.measuring.training import Sources, train, train_from
from bot.retrieval.librarian import Librarian
from bot.retrieval.thesaurus import Thesaurus
from bot.retrieval.weights import Weights
from tests.measuring.builders import asked, paragraph, write_json
from tests.retrieval.builders import thesaurus_files

PLACES = "Brest Quimper Morlaix Lorient Vannes Rennes Dinan Auray Redon Carnac".split()
BUILDERS = "Yves Anna Marc Rose Jean Lise Paul Ida Luc Zoé".split()


def article_of(number: int) -> dict[str, object]:
    place, builder, year = PLACES[number], BUILDERS[number], 1800 + number
    built = f"Le phare de {place} fut bâti en {year}. L’ingénieur {builder} Goff le dessina."
    kept = f"La gardienne de {place} y vécut seule. Elle notait {number + 20} naufrages."
    market = f"Le marché de {place} vend du fromage le jeudi. Il ferme à midi."
    return {
        "title": f"Phare de {place}",
        "paragraphs": [
            paragraph(
                built,
                asked(f"Quand fut bâti le phare de {place} ?", built, str(year)),
                asked(f"Qui dessina le phare de {place} ?", built, f"{builder} Goff"),
            ),
            paragraph(kept, asked("Combien de naufrages notait-elle ?", kept, f"{number + 20}")),
            paragraph(market, asked(f"Que vend le marché de {place} ?", market, "du fromage")),
        ],
    }


NO_CORPUS = Path("no-corpus")


@pytest.fixture(scope="module")
def squad_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("squad")
    return write_json(folder / "phares.json", {"data": [article_of(n) for n in range(10)]})


@pytest.fixture(scope="module")
def weights(squad_file: Path) -> Weights:
    output = squad_file.with_name("weights.json")
    train_from([squad_file], NO_CORPUS, output, None)
    return Weights.model_validate_json(output.read_text(encoding="utf-8"))


@pytest.mark.unmeasured
def test_the_file_that_is_written_loads_as_the_shipped_one_does(weights: Weights) -> None:
    shipped = Weights.shipped()

    assert set(weights.passages) == set(shipped.passages)
    assert set(weights.sentences) == set(shipped.sentences)
    assert set(weights.confidence) == set(shipped.confidence)
    assert set(weights.answered) == set(shipped.answered)


def test_the_weights_say_what_they_were_fitted_on(weights: Weights) -> None:
    fitted = [n for n in range(10) if not is_kept_out(f"Phare de {PLACES[n]}")]

    assert weights.provenance == (
        f"souffleur train phares.json: {4 * len(fitted)} questions on {len(fitted)} articles, "
        "those that is_kept_out leaves, without a thesaurus"
    )
    assert weights.background_passages == 3 * len(fitted)


def test_weights_stay_of_a_size_that_can_be_read(weights: Weights) -> None:
    blends = [weights.passages, weights.sentences, weights.confidence, weights.answered]

    assert all(abs(weight) < 1_000 for blend in blends for weight in blend.values())
    assert any(weight for weight in weights.passages.values())


def test_what_is_kept_out_is_answered_with_the_fitted_weights(
    squad_file: Path, weights: Weights
) -> None:
    kept_out = part_of(read_squad(squad_file), kept_out=True)
    librarian = Librarian(kept_out.corpus, weights=weights)
    named = [question for question in kept_out.questions if "phare" in question.text]

    assert named
    for question in named:
        assert librarian.answer(question.text).matches[0].passage.id in question.passages


@pytest.mark.unmeasured
def test_the_same_file_gives_the_same_weights(squad_file: Path, weights: Weights) -> None:
    sources = Sources(part_of(read_squad(squad_file), kept_out=False))

    again = train(sources, None, weights.provenance)

    assert again.model_copy(update={"date": weights.date}) == weights


@pytest.mark.unmeasured
def test_a_thesaurus_is_told(squad_file: Path, tmp_path: Path) -> None:
    known = Thesaurus(*thesaurus_files(tmp_path, {"phare": [["fanal"]]}))

    train_from([squad_file], NO_CORPUS, tmp_path / "weights.json", known)

    written = json.loads((tmp_path / "weights.json").read_text(encoding="utf-8"))
    assert written["provenance"].endswith("with a thesaurus")


def first_titles(*, kept_out: bool) -> list[int]:
    return [n for n in range(10) if is_kept_out(f"Phare de {PLACES[n]}") == kept_out]


TOO_SMALL = {
    "one article": first_titles(kept_out=False)[:1],
    "only kept-out articles": first_titles(kept_out=True),
}


@pytest.mark.parametrize("numbers", TOO_SMALL.values(), ids=TOO_SMALL)
def test_a_file_that_is_too_small_to_learn_from_is_an_error_that_says_so(
    tmp_path: Path, numbers: list[int]
) -> None:
    path = write_json(tmp_path / "small.json", {"data": [article_of(n) for n in numbers]})

    with pytest.raises(BotError, match=r"small\.json is too small to learn from"):
        train_from([path], NO_CORPUS, tmp_path / "weights.json", None)
    assert not (tmp_path / "weights.json").exists()


def test_a_file_without_answers_is_an_error_that_says_so(tmp_path: Path) -> None:
    text = "Le phare de Brest fut bâti."
    data = [
        {"title": f"Phare de {place}", "paragraphs": [paragraph(text, asked("Où ?", text))]}
        for place in PLACES
    ]
    path = write_json(tmp_path / "unanswered.json", {"data": data})

    with pytest.raises(BotError, match="with their answers"):
        train_from([path], NO_CORPUS, tmp_path / "weights.json", None)


@pytest.mark.unmeasured
def test_a_place_that_cannot_be_written_is_an_error(squad_file: Path, tmp_path: Path) -> None:
    with pytest.raises(BotError):
        train_from([squad_file], NO_CORPUS, tmp_path / "missing" / "weights.json", None)


CHAT = """\
article: phare
questions:
  - question: c ki ka construit le phare de Kermadec
    kind: shorthand
    passage: Yves Le Goff
    answer: Yves Le Goff
  - question: Et quand ?
    kind: follow-up
    after: Qui construisit le phare de Kermadec ?
    passage: Yves Le Goff
    answer: en 1874
  - question: Combien le phare a-t-il coûté ?
    kind: near-miss
  - question: Quelle est la capitale de la Mongolie ?
    kind: unanswered
"""


def test_question_files_are_learned_from_beside_it(
    squad_file: Path, tmp_path: Path, weights: Weights
) -> None:
    (tmp_path / "phare.md").write_text(
        "Yves Le Goff construisit le phare de Kermadec en 1874.\n\nTrois gardiens y vivent.\n",
        encoding="utf-8",
    )
    chat = tmp_path / "phare.yaml"
    chat.write_text(CHAT, encoding="utf-8")

    train_from([squad_file, chat], tmp_path, tmp_path / "weights.json", None)

    found = Weights.model_validate_json((tmp_path / "weights.json").read_text(encoding="utf-8"))
    assert "; 4 questions on 1 articles of question files, without" in found.provenance
    # What is shown as answers changes; what is common in French is told by the SQuAD file alone.
    assert found.confidence != weights.confidence
    assert found.background == weights.background


def test_question_files_alone_are_too_little_to_learn_from(tmp_path: Path) -> None:
    chat = tmp_path / "phare.yaml"
    chat.write_text(CHAT, encoding="utf-8")

    with pytest.raises(BotError, match="One SQuAD-form file"):
        train_from([chat], tmp_path, tmp_path / "weights.json", None)
