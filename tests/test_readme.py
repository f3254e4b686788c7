"""The README: what it shows is there, and does what it says."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import click
import discord
import pytest
from click.testing import CliRunner

from bot.__main__ import souffleur
from bot.articles.folder import MAX_ARTICLE_BYTES, read_corpus
from bot.chat import labels
from bot.chat.connection import invite_url
from bot.chat.moderation import gaps_phrases, teaching_phrases
from bot.chat.servers import LIMITS
from bot.measuring.questions import Kind
from bot.retrieval.answer import Status
from bot.retrieval.librarian import MAX_QUESTION_CHARACTERS
from bot.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SECURITY = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
GUIDES = README + CONTRIBUTING + OPERATIONS + SECURITY
PROSE = re.sub(r"^```.*?^```", "", GUIDES, flags=re.MULTILINE | re.DOTALL)


def fenced(language: str, text: str = README) -> list[str]:
    """The blocks of code in that language."""
    return re.findall(rf"^```{language}\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)


def part(name: str) -> str:
    """What stands between two marks of the README."""
    return README.partition(f"<!-- {name}:start -->")[2].partition(f"<!-- {name}:end -->")[0]


def below(heading: str) -> str:
    """The README's text below a heading, to the next heading of any level."""
    prose = re.sub(r"^```.*?^```", "", README, flags=re.MULTILINE | re.DOTALL)
    return re.split(r"^#+ ", prose.partition(f"# {heading}\n")[2], flags=re.MULTILINE)[0]


def first_column(table: str) -> list[str]:
    """Every name in backticks in the first cells of tables; of an option, its name alone."""
    cells = re.findall(r"^\| (`.+?) \|", table, flags=re.MULTILINE)
    return [name.split()[0] for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


def shown_commands() -> Iterator[str]:
    """Every command that the guides show, one after a $ or in backticks."""
    for block in fenced("console", GUIDES):
        yield from re.findall(r"^\$ (.+)$", block, flags=re.MULTILINE)
    yield from re.findall(r"`((?:souffleur|make|docker) [^`]+)`", PROSE)


def words_after(program: str) -> list[list[str]]:
    """The arguments of that program wherever it is shown: behind a pipe and in the image too."""
    found = []
    for line in shown_commands():
        for piece in re.split(r" (?:[|<]|&&) ", line):
            words = shlex.split(piece, comments=True)
            if words[:3] == ["docker", "compose", "exec"] and program in words:
                # The service has the name of the program; exec alone takes the program too.
                words = words[words.index(program) + 1 :]
            is_run = words[:2] == ["docker", "run"] or words[:3] == ["docker", "compose", "run"]
            if words[0] == program or (is_run and program in words):
                found.append(words[words.index(program) + 1 :])
    return found


def test_every_setting_stands_in_the_table() -> None:
    named = first_column(below("Configuration"))

    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)


def test_every_setting_stands_in_the_example() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")

    assert all(f"{name.upper()}=" in example for name in Settings.model_fields)


def test_the_defaults_in_the_table_are_those_of_the_program() -> None:
    defaults = Settings.from_environment({})

    assert f"| `{defaults.discord_api_url}` |" in below("Configuration")
    assert f"| `{defaults.corpus_dir}` |" in below("Configuration")
    assert f"| `{defaults.data_dir}` |" in below("Configuration")
    assert f"| `{defaults.log_format}`; in the image `json` |" in below("Configuration")
    assert f"| `{defaults.log_level}` |" in below("Configuration")


@pytest.mark.parametrize("arguments", words_after("souffleur"), ids=" ".join)
def test_every_command_shown_exists_with_its_options(arguments: list[str]) -> None:
    command: click.Command = souffleur
    if arguments and not arguments[0].startswith("-"):
        name, *arguments = arguments
        assert name in souffleur.commands
        command = souffleur.commands[name]
    if isinstance(command, click.Group) and command is not souffleur and arguments:
        name, *arguments = arguments
        command = command.commands[name]

    with click.Context(command) as context:
        known = {
            option
            for each in command.get_params(context)
            for option in (*each.opts, *each.secondary_opts)
        }
    assert {word for word in arguments if word.startswith("-")} <= known


def test_every_command_is_shown() -> None:
    shown = {arguments[0] for arguments in words_after("souffleur") if arguments}

    assert set(souffleur.commands) <= shown


@pytest.mark.parametrize("arguments", words_after("make"), ids=" ".join)
def test_every_target_shown_exists(arguments: list[str]) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

    assert re.search(rf"^{arguments[0]}:", makefile, flags=re.MULTILINE)


def test_the_options_of_ask_are_those_of_the_program() -> None:
    options = [option for each in souffleur.commands["ask"].params for option in each.opts]

    named = first_column(below("`souffleur ask`"))

    assert sorted(named) == sorted(option for option in options if option.startswith("--"))


def test_the_json_example_is_what_the_program_prints() -> None:
    example = json.loads(fenced("json", part("json"))[0])
    corpus = str(ROOT / "corpus")

    printed = json.loads(
        CliRunner()
        .invoke(souffleur, ["ask", example["question"], "--json", "--corpus", corpus])
        .stdout
    )

    assert list(printed) == list(example)
    assert printed["status"] == example["status"]
    # What weights and machines decide may move; the passage and its sentence may not.
    example["passages"][0].pop("score")
    assert printed["passages"][0] | example["passages"][0] == printed["passages"][0]
    assert len(printed["passages"][0]) == len(example["passages"][0]) + 1


def test_every_field_of_the_json_is_told() -> None:
    example = json.loads(fenced("json", part("json"))[0])

    told = first_column(below("The JSON").partition("<!-- why:start -->")[0])

    assert told == [*example, *example["passages"][0]]


def test_every_status_is_told() -> None:
    assert all(f"`{status}`" in below("The JSON") for status in Status)


def test_the_exchange_is_what_the_program_prints() -> None:
    exchange = fenced("console", part("exchange"))[0]
    for line, *shown in (turn.splitlines() for turn in exchange.split("$ ")[1:]):
        piped = re.fullmatch(r"printf '(.+)\\n' \| souffleur chat", line)
        assert piped, line

        printed = CliRunner().invoke(
            souffleur, ["chat", "--corpus", str(ROOT / "corpus")], input=f"{piped[1]}\n"
        )

        assert [text for text in printed.stdout.splitlines() if text in shown] == shown


def test_the_limits_are_those_of_the_program() -> None:
    told = " ".join(README.split())

    assert f"{MAX_ARTICLE_BYTES:,} bytes" in told
    assert f"{MAX_QUESTION_CHARACTERS:,} characters" in told


def test_the_article_shown_is_read_as_the_readme_tells(tmp_path: Path) -> None:
    (tmp_path / "phare.md").write_text(fenced("markdown")[0], encoding="utf-8")

    corpus = read_corpus(tmp_path)

    article = corpus.articles[0]
    fields = ["title", "site", "author", "published", "lang", "url"]
    assert all(getattr(article, field) for field in fields)
    assert first_column(below("Add an article")) == fields
    assert [passage.section for passage in corpus.passages] == [(), ("Les gardiens",)]
    assert corpus.passages[1].text.count("\n- ") == 3


def test_the_question_file_shown_is_measured(tmp_path: Path) -> None:
    articles, questions = tmp_path / "articles", tmp_path / "questions.yaml"
    articles.mkdir()
    (articles / "phare.md").write_text(fenced("markdown")[0], encoding="utf-8")
    questions.write_text(fenced("yaml")[0], encoding="utf-8")

    run = CliRunner().invoke(souffleur, ["evaluate", str(questions), "--corpus", str(articles)])

    assert run.exit_code == 0, run.output
    assert "4 questions, 1 article" in run.stdout


def test_every_kind_of_question_is_told() -> None:
    told = set(re.findall(r"`([a-z-]+)`", below("Measure your own articles")))

    assert {kind.value for kind in Kind} - {"own", "foreign", "impossible"} <= told


def test_the_permissions_are_those_of_the_invite_link() -> None:
    asked = parse_qs(urlsplit(invite_url(1)).query)
    told = re.findall(r"^ +- \*(.+?)\*", below("Discord step by step"), flags=re.MULTILINE)

    names = [name.lower().replace(" ", "_").replace("channels", "channel") for name in told]

    wanted = discord.Permissions(**dict.fromkeys(names, True))
    assert wanted.value == int(asked["permissions"][0])
    assert asked["scope"] == ["bot applications.commands"]


def test_the_commands_and_the_buttons_bear_the_names_told() -> None:
    told = " ".join(below("What members can do").split()).replace("\u202f", " ")

    for command in (
        *(labels.ASK, labels.SEARCH, labels.ARTICLE, labels.PASSAGE),
        *(labels.SUMMARY, labels.HELP, labels.PRIVACY),
    ):
        assert f"`/{command.fr}" in told
        assert f"`/{command.en}" in told
    for option in (labels.WORDS, labels.PRIVATE, labels.TITLE, labels.NUMBER):
        assert f"{option.fr}:`" in told
        assert f"{option.en}:`" in told
    buttons = {name: said for name, said in vars(labels).items() if name.endswith("_BUTTON")}
    for button in (labels.FIND, *buttons.values()):
        if button is not labels.CONTENTS_BUTTON:
            assert f"« {button.fr} »".replace("\u202f", " ") in told


def test_the_moderators_commands_bear_the_names_told() -> None:
    told = " ".join(below("What is asked in vain, and how to mend it").split())
    taught = teaching_phrases.TAUGHT
    names = [(gaps_phrases.GAPS.fr, gaps_phrases.GAPS.en)]
    names += [
        (f"{taught.fr} {sub.fr}", f"{taught.en} {sub.en}")
        for sub in (teaching_phrases.LIST, teaching_phrases.REMOVE)
    ]

    assert all(f"`/{french}` (`/{english}`)" in told for french, english in names)
    assert f"« {teaching_phrases.NOT_THAT.fr} » (“{teaching_phrases.NOT_THAT.en}”)" in told
    assert f"« {teaching_phrases.CANCEL_BUTTON.fr} »" in told


def test_the_cooldowns_told_are_those_of_the_program() -> None:
    defaults = Settings.from_environment({})
    told = " ".join(below("Manners").split())

    assert f"{defaults.cooldown_person_questions} questions in" in told
    assert f"in {defaults.cooldown_seconds} seconds" in told
    assert f"one channel {defaults.cooldown_channel_questions};" in told
    for name in ("seconds", "person_questions", "channel_questions"):
        value = getattr(defaults, f"cooldown_{name}")
        assert re.search(rf"`COOLDOWN_{name.upper()}` \|.*\| `{value}` \|", README)
    assert defaults.cooldown_seconds == LIMITS.seconds
    assert defaults.cooldown_person_questions == LIMITS.person_questions
    assert defaults.cooldown_channel_questions == LIMITS.channel_questions


def test_what_the_program_sends_its_reader_to_is_a_heading() -> None:
    headings = re.findall(r"^#+ (.+)$", README, flags=re.MULTILINE)
    source = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))

    sent = re.findall(r"README, ([A-Z]\w+(?: [a-z]\w*)*)", source)

    assert sent
    assert all(any(place.startswith(heading) for heading in headings) for place in sent), sent


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "docs/operations.md"]
)
def test_every_link_into_the_repository_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)\s]+)\)", text)

    inside = [
        target.partition("#")[0] for target in targets if not target.startswith(("https://", "#"))
    ]
    headings = {
        heading.lower().replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }

    assert all((ROOT / page).parent.joinpath(target).exists() for target in inside), inside
    assert {target[1:] for target in targets if target.startswith("#")} <= headings


def test_the_files_that_security_names_are_there() -> None:
    named = re.findall(r"`((?:tests|bot)/[^`]+)`", SECURITY + CONTRIBUTING)

    assert named
    assert all((ROOT / name).exists() for name in named), named


def test_the_figures_stand_between_their_marks() -> None:
    assert "| hit@1 |" in part("figures")
