"""`souffleur evaluate`, from its arguments to what it prints and writes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.__main__ import main, souffleur
from tests.measuring.builders import paragraph, squad, write_corpus, write_json

PIAF = Path(__file__).parents[3] / "shared" / "data" / "piaf-v1.0.json"
QUESTIONS = """article: phare
questions:
  - question: Qui construisit le phare de Kermadec ?
    kind: plain
    passage: Yves Le Goff
    answer: Yves Le Goff
  - question: ki a construi le fare de kermadec
    kind: typo
    passage: Yves Le Goff
    answer: Yves Le Goff
  - question: Xylophone zimbabwéen ?
    kind: unanswered
"""


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    file = tmp_path / "questions.yaml"
    file.write_text(QUESTIONS, encoding="utf-8")
    write_corpus(tmp_path / "articles")
    return file


@pytest.fixture
def squad_file(tmp_path: Path) -> Path:
    return write_json(tmp_path / "squad.json", squad())


def evaluate(*arguments: str | Path) -> Result:
    return CliRunner().invoke(souffleur, ["evaluate", *map(str, arguments)], catch_exceptions=False)


def program(*arguments: str | Path, code: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own, after some `code` of Python."""
    starting = f"import sys; {code}; from bot.__main__ import main; main()"
    return subprocess.run(
        [sys.executable, "-c", starting, "evaluate", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )


def test_a_question_file_is_measured_by_kind(questions: Path) -> None:
    shown = evaluate(questions, "--corpus", questions.parent / "articles")

    assert shown.exit_code == 0
    assert "questions.yaml: 3 questions, 1 article, 2 passages, all at once" in shown.output
    rows = {line.split()[0]: line.split()[1:] for line in shown.output.splitlines() if line.strip()}
    assert rows["plain"][:2] == ["1", "1.000"]
    assert rows["unanswered"][:2] == ["1", "1.000"]
    assert rows["total"][0] == "2"
    assert "p50" in rows["Time"]


def test_a_pipe_gets_neither_colours_nor_lines(squad_file: Path) -> None:
    shown = evaluate(squad_file)

    assert "\x1b" not in shown.output
    assert "─" not in shown.output
    assert shown.stderr == ""


def test_several_files_are_shown_apart_and_together(questions: Path) -> None:
    other = questions.with_name("other.yaml")
    other.write_text(QUESTIONS, encoding="utf-8")

    shown = evaluate(questions, other, "--corpus", questions.parent / "articles")

    headings = [line.strip() for line in shown.output.splitlines()]
    assert [h for h in headings if h in {"questions", "other", "all files"}] == [
        *["questions"] * 2,
        *["other"] * 2,
        *["all files"] * 2,
    ]


def test_what_a_file_holds_never_reaches_the_terminal_as_commands(tmp_path: Path) -> None:
    context = "Il pleut \x1b[31m à Brest."
    hostile = [paragraph(context, {"question": "Où pleut-il \x1b[2J ?", "answers": []})]
    file = write_json(tmp_path / "q.json", {"data": [{"title": "A\x1b", "paragraphs": hostile}]})

    shown = evaluate(file, "--failures", "5", "--per-article")

    assert "\x1b" not in shown.output


def test_the_json_holds_the_figures_and_every_question(squad_file: Path, tmp_path: Path) -> None:
    evaluate(squad_file, "--json", tmp_path / "run.json", "--no-thesaurus")

    run = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert run["files"] == ["squad.json"]
    assert (run["asked"], run["articles"], run["passages"]) == (6, 2, 4)
    assert run["thesaurus"] is False
    assert list(run["figures"]) == ["own", "impossible", "total"]
    assert run["figures"]["own"]["hit_at_1"] == 1.0
    assert len(run["results"]) == 6
    assert run["results"][0]["expected"] == ["Phare de Kermadec#1"]


def test_an_article_alone_is_asked_foreign_questions_too(squad_file: Path, tmp_path: Path) -> None:
    shown = evaluate(squad_file, "--per-article", "--json", tmp_path / "run.json")

    run = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert "each article alone" in shown.output
    assert run["figures"]["foreign"]["asked"] == 4
    assert run["figures"]["foreign"]["auc"] is not None
    assert (run["articles"], run["passages"]) == (2, 4)
    assert {result["asked_of"] for result in run["results"]} == {
        "Phare de Kermadec",
        "Tomme de Valbrune",
    }


def test_the_two_parts_make_up_the_file(squad_file: Path, tmp_path: Path) -> None:
    data = squad()["data"]
    many = {"data": [{**data[0], "title": f"{data[0]['title']} {n}"} for n in range(6)]}
    file = write_json(tmp_path / "many.json", many)

    asked = []
    for part in ("kept-out", "fitted"):
        evaluate(file, "--part", part, "--json", tmp_path / "run.json")
        asked.append(json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))["asked"])

    assert sum(asked) == 18


def test_misses_are_listed_with_what_was_ranked_instead(tmp_path: Path) -> None:
    wrong = squad()
    question = wrong["data"][0]["paragraphs"][0]["qas"].pop(0)
    wrong["data"][1]["paragraphs"][0]["qas"].append(question)
    file = write_json(tmp_path / "wrong.json", wrong)

    shown = evaluate(file, "--failures", "9")

    assert "own: « Qui construisit le phare de Kermadec ? »" in shown.output
    assert "expected Tomme de Valbrune#1" in shown.output
    assert "ranked 1 Phare de Kermadec#1: « Le phare de Kermadec fut construit" in shown.output


def test_a_run_is_compared_with_the_one_before(squad_file: Path, tmp_path: Path) -> None:
    baseline = tmp_path / "run.json"
    evaluate(squad_file, "--json", baseline)
    before = json.loads(baseline.read_text(encoding="utf-8"))
    before["results"][0]["right"] = False
    before["figures"]["own"]["hit_at_1"] = 0.8
    write_json(baseline, before)

    shown = evaluate(squad_file, "--compare", baseline, "--json", baseline)

    assert "better  own hit_at_1: 0.800 → 1.000 (+0.200)" in shown.output
    assert "Right now, wrong before: 1" in shown.output
    assert "own: « Qui construisit le phare de Kermadec ? » (rank 1)" in shown.output
    assert "Wrong now, right before: 0" in shown.output


def test_a_figure_below_its_floor_fails_and_is_named(squad_file: Path, tmp_path: Path) -> None:
    floors = write_json(tmp_path / "floors.json", {"own.hit_at_1": 0.9, "english.mrr": 0.1})

    shown = evaluate(squad_file, "--floors", floors)

    assert shown.exit_code == 1
    assert shown.stderr == "Floor: english.mrr was not measured, its floor is 0.100.\n"


def test_floors_that_hold_let_it_pass(squad_file: Path, tmp_path: Path) -> None:
    floors = write_json(tmp_path / "floors.json", {"own.hit_at_1": 0.9, "kept": 0})

    assert evaluate(squad_file, "--floors", floors).exit_code == 0


def test_a_sample_is_asked_of_the_whole_corpus(squad_file: Path) -> None:
    shown = evaluate(squad_file, "--sample", "2")

    assert "2 questions, 2 articles, 4 passages, all at once, a sample of 2" in shown.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param(["missing.json"], "missing.json cannot be read: No such file", id="missing"),
        pytest.param(["notes.txt"], "notes.txt is neither a SQuAD file", id="suffix"),
        pytest.param(["empty.json"], "empty.json is empty", id="empty"),
        pytest.param(["questions.yaml", "--per-article"], "are for SQuAD files", id="per article"),
        pytest.param(["squad.json", "--among-all"], "--among-all goes with --part", id="among all"),
        pytest.param(["squad.json", "squad.json"], "Two of the files are called", id="twice"),
        pytest.param(["squad.json", "--json", "no/run.json"], "its folder does not", id="json"),
        pytest.param(["squad.json", "--json", "."], "it is a folder", id="a folder"),
        pytest.param(
            ["squad.json", "--compare", "empty.json"], "empty.json is empty", id="compare"
        ),
        pytest.param(["squad.json", "--plot", "curve.txt"], "a curve is drawn as", id="plot"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(
    questions: Path,
    squad_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(questions.parent)
    (questions.parent / "empty.json").touch()
    monkeypatch.setattr(sys, "argv", ["souffleur", "evaluate", "--corpus", "articles", *arguments])

    with pytest.raises(SystemExit) as left:
        main()

    error = capsys.readouterr().err
    assert left.value.code == 2
    assert said in error
    assert error.count("\n") == 1


def test_a_curve_is_drawn_from_the_command_line(squad_file: Path, tmp_path: Path) -> None:
    evaluate(squad_file, "--per-article", "--plot", tmp_path / "curve.png")

    assert (tmp_path / "curve.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.unmeasured
def test_measuring_never_loads_discord_nor_the_plot_library(squad_file: Path) -> None:
    told = "atexit.register(lambda: print({'discord', 'matplotlib'} & {*sys.modules}))"

    done = program(squad_file, code=f"import atexit; {told}")

    assert done.returncode == 0
    assert done.stdout.endswith("set()\n")


@pytest.mark.unmeasured
@pytest.mark.skipif(not PIAF.exists(), reason="PIAF is not beside the checkout")
def test_a_sample_of_piaf_is_answered_as_well_as_bm25_alone_would(tmp_path: Path) -> None:
    floors = write_json(tmp_path / "floors.json", {"own.hit_at_1": 0.6, "own.kept": 0.8})

    shown = evaluate(PIAF, "--part", "kept-out", "--sample", "100", "--floors", floors)

    assert shown.exit_code == 0, shown.output
