"""`evaluate` and `train`: how good the answers are, and what they are weighed with."""

import sys
from pathlib import Path
from typing import Any

import click

from bot.command_line.wiring import corpus_option, file_type, read_settings


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=file_type)
@corpus_option
@click.option("--per-article", is_flag=True, help="Ask each article alone, foreign questions too.")
@click.option("--part", type=click.Choice(["kept-out", "fitted"]), help="Ask of these articles.")
@click.option("--among-all", is_flag=True, help="With --part, search all the articles.")
@click.option("--sample", type=click.IntRange(1), metavar="N", help="Ask N of the questions.")
@click.option("--thesaurus/--no-thesaurus", default=True, help="Use the one of the system or none.")
@click.option("--json", "json_file", type=file_type, metavar="OUT.json", help="Keep the run.")
@click.option("--plot", "plot_file", type=file_type, metavar="FILE.png", help="Draw the curve.")
@click.option("--failures", default=0, type=click.IntRange(0), metavar="N", help="List N misses.")
@click.option(
    "--compare",
    "baseline_file",
    type=file_type,
    metavar="BASELINE.json",
    help="Tell what got better and worse since a run that --json kept.",
)
@click.option(
    "--taught",
    "taught_file",
    type=file_type,
    metavar="EXPORT.json",
    help="Ask with what a server was taught too; `souffleur data export` writes it.",
)
@click.option(
    "--floors",
    "floors_file",
    type=file_type,
    metavar="FLOORS.json",
    help="Name each figure below its floor, and exit with 1.",
)
def evaluate(
    thesaurus: bool,
    corpus_dir: Path | None,
    **options: Any,  # noqa: ANN401 - the other fields of Plan, as their options made them
) -> None:
    """Ask the questions of each FILE and measure the answers.

    A FILE is SQuAD-form JSON (v1.1 or v2.0), which brings its articles along, or a question file
    (.yaml) about an article of the corpus.
    """
    from bot.measuring.evaluation import Plan
    from bot.measuring.evaluation import evaluate as carry_out
    from bot.retrieval.thesaurus import Thesaurus

    known = Thesaurus.installed() if thesaurus else None
    plan = Plan(corpus_dir=corpus_dir or read_settings().corpus_dir, thesaurus=known, **options)
    sys.exit(0 if carry_out(plan) else 1)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=file_type)
@corpus_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="Where the weights are written, as JSON; bot/retrieval/weights.json is what is shipped.",
)
def train(files: tuple[Path, ...], corpus_dir: Path | None, output: Path) -> None:
    """Fit the weights of the ranking to the questions of each FILE.

    One is SQuAD-form JSON, of which one article in three is kept out, by its title: `evaluate
    --part kept-out` measures on those. The others, if any, are question files (.yaml) about
    articles of the corpus.
    """
    from bot.measuring.training import train_from
    from bot.retrieval.thesaurus import Thesaurus

    train_from(files, corpus_dir or read_settings().corpus_dir, output, Thesaurus.installed())
