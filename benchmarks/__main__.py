"""`make benchmark`: make corpora, measure every peer that is installed, tell and draw it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console

from benchmarks.corpus import Corpus, write
from benchmarks.drawing import drawn
from benchmarks.peers import MOST, PEERS
from benchmarks.picture import draw
from benchmarks.reading import asked, corpus_of, questions_in
from benchmarks.report import Run, as_json, growth, markdown, table
from benchmarks.running import Measured, Missing, measured
from bot.errors import BotError

QUESTIONS = 200
SHIPPED = Path(__file__).parent.parent / "corpus" / "questions"


@click.command()
@click.option("--sizes", default="10000 100000", show_default=True, help="Numbers of passages.")
@click.option(
    "--folder", type=click.Path(path_type=Path), help="Index your Markdown files instead."
)
@click.option(
    "--questions",
    multiple=True,
    type=click.Path(path_type=Path),
    help="SQuAD's JSON, our YAML, or one question a line [default: corpus/questions].",
)
@click.option("--peers", default=",".join(PEERS), show_default=True, help="Whom to measure.")
@click.option(
    "--work", type=click.Path(path_type=Path), default=Path("build/benchmark"), show_default=True
)
def main(
    sizes: str, folder: Path | None, questions: tuple[Path, ...], peers: str, work: Path
) -> None:
    """Write results.json, table.md and benchmark.png beside what was measured over."""
    files = questions or tuple(sorted(SHIPPED.glob("*.yaml")))
    names = peers.split(",")
    if unknown := [name for name in names if name not in PEERS]:
        raise click.BadParameter(f"{', '.join(unknown)}: the peers are {', '.join(PEERS)}.")
    try:
        wanted = sorted(int(size) for size in sizes.replace(",", " ").split())
        corpus = corpus_of(folder) if folder else drawn(wanted[-1])
        told = f"the articles of {folder.name}" if folder else "drawn with a fixed seed"
        run = Run(told, ", ".join(path.name for path in files))
        for size in [size for size in wanted if size <= len(corpus)] or [len(corpus)]:
            of_size = corpus.first(size)
            for result in _measured(of_size, questions_in(files), names, work / "index"):
                run = run.and_then(result)
                # After each peer, so that a run that is broken off has told something.
                _keep(run, work)
        _tell(run)
    except (BotError, ValueError) as error:
        raise click.ClickException(str(error)) from error


def _measured(
    corpus: Corpus, questions: list[str], peers: list[str], folder: Path
) -> Iterator[Measured | Missing]:
    shutil.rmtree(folder, ignore_errors=True)
    write(corpus, asked(questions, corpus, QUESTIONS), folder)
    for peer in peers:
        if len(corpus) <= MOST.get(peer, len(corpus)):
            click.echo(f"{peer}: {len(corpus):,} passages", err=True)
            yield measured(peer, len(corpus), folder)
    shutil.rmtree(folder)


def _keep(run: Run, work: Path) -> None:
    (work / "results.json").write_text(f"{as_json(run)}\n", encoding="utf-8")
    (work / "table.md").write_text(f"{markdown(run)}\n", encoding="utf-8")
    draw(run, work / "benchmark.png")


def _tell(run: Run) -> None:
    console = Console()
    for size in run.sizes():
        console.print(table(run, size))
    for line in growth(run):
        console.print(line, highlight=False, soft_wrap=True)
    for missing in run.missing:
        console.print(f"Not measured: {missing.peer} ({missing.reason})", highlight=False)


if __name__ == "__main__":
    main()
