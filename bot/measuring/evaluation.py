"""`souffleur evaluate`: reads questions, asks them, says how well they were answered."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.progress import track

from bot import __version__
from bot.articles.article import Corpus
from bot.articles.folder import read_corpus
from bot.errors import BotError
from bot.measuring.asking import Result, ask
from bot.measuring.comparison import compare
from bot.measuring.files import json_of, require_folder, write_text
from bot.measuring.floors import below_floors, read_floors
from bot.measuring.groups import figures_by_group
from bot.measuring.lessons import orphans_of, read_lessons
from bot.measuring.plot import draw_curve, require_plotting
from bot.measuring.question_files import read_question_file
from bot.measuring.questions import QuestionSet
from bot.measuring.record import Run, asked_questions
from bot.measuring.report import Report
from bot.measuring.selection import part_of, per_article, sample
from bot.measuring.squad import read_squad
from bot.retrieval.librarian import Librarian
from bot.retrieval.taught import Taught
from bot.retrieval.thesaurus import Thesaurus
from bot.retrieval.weights import Weights

Part = Literal["kept-out", "fitted"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked, of whom, and where the figures go; a field for each option.

    `corpus_dir` is what question files are about; SQuAD files bring their articles along. With a
    `taught_file` the questions are asked twice, without what it holds and with it.
    """

    files: tuple[Path, ...]
    corpus_dir: Path
    thesaurus: Thesaurus | None = None
    per_article: bool = False
    part: Part | None = None
    among_all: bool = False
    sample: int | None = None
    json_file: Path | None = None
    plot_file: Path | None = None
    failures: int = 0
    baseline_file: Path | None = None
    taught_file: Path | None = None
    floors_file: Path | None = None


def evaluate(plan: Plan) -> bool:
    """Carry out a plan; return whether every figure reaches its floor.

    Raises BotError before the first question is asked when a file cannot be read or written.
    """
    sets = chosen_sets(plan)
    # What can fail is read before a long run, also because --json may write the baseline anew.
    floors = read_floors(plan.floors_file) if plan.floors_file else {}
    before = json_of(plan.baseline_file, Run, "a run") if plan.baseline_file else None
    require_folder(plan.json_file)
    require_folder(plan.plot_file)
    if plan.plot_file:
        require_plotting(plan.plot_file)
    taught = read_lessons(plan.taught_file) if plan.taught_file else ()
    report = Report(sys.stdout)
    results = _asked(plan, sets, ())
    run = run_of(plan, sets, results)
    report.show(run)
    if plan.taught_file:
        untaught, results = run, _asked(plan, sets, taught)
        run = run_of(plan, sets, results, taught=len(taught))
        report.taught(run, compare(untaught, run), orphans_of(sets, taught))
    if plan.failures:
        report.failures(results, plan.failures)
    if before:
        report.compared(compare(before, run))
    if plan.json_file:
        write_text(plan.json_file, run.to_json())
    if plan.plot_file:
        title = f"{', '.join(run.files)}: {run.conditions}"
        draw_curve(results, plan.plot_file, Weights.shipped(), title=title)
    return _reaches_floors(run, floors)


def _asked(plan: Plan, sets: Sequence[QuestionSet], taught: Sequence[Taught]) -> list[Result]:
    def librarian_of(corpus: Corpus) -> Librarian:
        return Librarian(corpus, thesaurus=plan.thesaurus, taught=taught)

    total = sum(len(asked.questions) for asked in sets)
    return list(_with_progress(ask(sets, librarian_of), total))


def chosen_sets(plan: Plan) -> list[QuestionSet]:
    """Read the files of a plan, and choose from them what it asks; raises BotError when none is."""
    if plan.among_all and (plan.per_article or not plan.part):
        raise BotError("--among-all goes with --part, and not with --per-article.")
    sets = list(_sets(plan))
    chosen = sample(sets, plan.sample) if plan.sample else sets
    if not any(asked.questions for asked in chosen):
        raise BotError(f"No question is left to ask: no article is in the {plan.part} part.")
    return chosen


def run_of(
    plan: Plan, sets: Sequence[QuestionSet], results: Sequence[Result], *, taught: int = 0
) -> Run:
    """Return the figures of the results, and what they were measured on.

    `taught` is the number of lessons that the librarians were given.
    """
    corpora = {id(asked.corpus): asked.corpus for asked in sets}.values()
    return Run(
        souffleur=__version__,
        files=tuple(path.name for path in plan.files),
        per_article=plan.per_article,
        part=plan.part,
        among_all=plan.among_all,
        sample=plan.sample,
        thesaurus=plan.thesaurus is not None,
        taught=taught,
        articles=sum(len(corpus.articles) for corpus in corpora),
        passages=sum(len(corpus.passages) for corpus in corpora),
        asked=len(results),
        figures=figures_by_group(results),
        results=asked_questions(results),
    )


def _sets(plan: Plan) -> Iterator[QuestionSet]:
    corpus: Corpus | None = None
    stems = [path.stem for path in plan.files]
    if twice := next((stem for stem in stems if stems.count(stem) > 1), None):
        raise BotError(f"Two of the files are called {twice}; figures are told apart by that name.")
    for path in plan.files:
        if path.suffix.lower() == ".json":
            yield from _of_squad(plan, read_squad(path))
        elif path.suffix.lower() in {".yaml", ".yml"}:
            if plan.per_article or plan.part:
                raise BotError(f"{path}: --per-article and --part are for SQuAD files.")
            corpus = corpus or read_corpus(plan.corpus_dir)
            yield read_question_file(path, corpus)
        else:
            raise BotError(f"{path} is neither a SQuAD file (.json) nor a question file (.yaml).")


def _of_squad(plan: Plan, whole: QuestionSet) -> Iterator[QuestionSet]:
    if plan.part:
        whole = part_of(whole, kept_out=plan.part == "kept-out", among_all=plan.among_all)
    if plan.per_article:
        yield from per_article(whole)
    else:
        yield whole


def _with_progress(results: Iterator[Result], total: int) -> Iterator[Result]:
    console = Console(stderr=True)
    yield from track(
        results,
        "Asking",
        total=total,
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _reaches_floors(run: Run, floors: dict[str, float]) -> bool:
    faults = list(below_floors(run.figures, floors))
    for fault in faults:
        Report(sys.stderr).say(f"Floor: {fault}.", "red")
    return not faults
