"""Many articles: how long they take to be read, and how long an answer among them takes.

    python -m tests.reliability.archive piaf-v1.0.json 100000

Articles of 40 passages are drawn with a fixed seed: three to six sentences of PIAF's texts, in any
order, with names strewn among their words. Then 200 of PIAF's questions are asked in a process of
its own, the first of which is timed from the start of that process.
"""

import gc
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bot.articles.archiving import archived
from bot.articles.folder import UNSETTLED_SECONDS
from bot.retrieval.indexed import Indexing
from bot.retrieval.librarian import Librarian
from bot.retrieval.thesaurus import Thesaurus
from bot.storage.store import Store

OF_AN_ARTICLE = 40
QUESTIONS = 200
# What a card asks for: see bot/chat/cards.py, whose library is not loaded here.
MATCHES = 4
SYLLABLES = "ba ker ren mon tal vi lo ra du pel gar nou sta mi fa zel tri co lan der or eu".split()


def draw(texts: list[str], passages: int, folder: Path) -> None:
    """Write articles of so many passages into a folder."""
    chance = random.Random(5)  # noqa: S311 - repeatable, not secret
    said = [each for text in texts for each in re.split(r"(?<=[.!?]) ", text) if len(each) > 30]

    def name() -> str:
        return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))).capitalize()

    names = [name() for _ in range(max(2_000, passages // 4))]
    folder.mkdir()
    for first in range(0, passages, OF_AN_ARTICLE):
        of_article = chance.sample(names, 6)
        paragraphs = []
        for _ in range(min(OF_AN_ARTICLE, passages - first)):
            words = " ".join(chance.sample(said, chance.randint(3, 6))).split()
            for _ in range(chance.randint(1, 5)):
                words.insert(chance.randrange(len(words)), chance.choice(of_article))
            paragraphs.append(" ".join(words))
        title = f"# {chance.choice(names)} et {of_article[0]}"
        path = folder / f"{first // OF_AN_ARTICLE:06d}.md"
        path.write_text("\n\n".join([title, *paragraphs]), encoding="utf-8")


def librarian_of(folder: Path, store: Store) -> Librarian:
    """Return who answers from a folder of many articles, and say what took how long."""
    begun, worked = time.perf_counter(), processor_seconds()
    archive = archived(folder, store)
    read = time.perf_counter()
    indexed = Indexing(store=store).of(archive)
    told = f"articles {read - begun:.2f} s, index {time.perf_counter() - read:.2f} s"
    told += f" ({processor_seconds() - worked:.1f} s of processors)"
    most, now = map(megabytes, ("VmHWM", "VmRSS"))
    told += f", at most {most:.0f} MB, then {now:.0f} MB"
    print(f"{len(archive.passages)} passages: {told}", flush=True)
    return Librarian(archive, thesaurus=Thesaurus.installed(), indexed=indexed)


def processor_seconds() -> float:
    """Return for how long processors worked for this process and those that it has ended."""
    return sum(os.times()[:4])


def ask(librarian: Librarian, questions: list[str], started: float) -> None:
    """Ask questions and say how long they took."""
    librarian.answer(questions[0], limit=MATCHES)
    first = time.time() - started
    print(f"first answer {first:.2f} s after the start")
    # As the bot does behind the question that it asks itself.
    gc.collect()
    gc.freeze()
    # The second time it is known what the lexicon says of their words.
    for told in ("then", "asked again"):
        timed = [took(librarian, question) for question in questions[1:]]
        of_clock, of_processor = map(sorted, zip(*timed, strict=True))
        print(f"{told}: {quantiles(of_clock)}, {quantiles(of_processor)} of processor")
    most, now, own = map(megabytes, ("VmHWM", "VmRSS", "RssAnon"))
    print(f"at most {most:.0f} MB; between answers {now:.0f} MB, {own:.0f} MB without mapped files")


def took(librarian: Librarian, question: str) -> tuple[float, float]:
    """Return how long an answer took, in seconds: by the clock, and of this process's processor."""
    begun, worked = time.perf_counter(), time.process_time()
    librarian.answer(question, limit=MATCHES)
    return time.perf_counter() - begun, time.process_time() - worked


def quantiles(seconds: list[float]) -> str:
    """Return the median and what one in a hundred exceeds, of rising times."""
    p50, p99 = (1_000 * seconds[int(part * len(seconds))] for part in (0.5, 0.99))
    return f"p50 {p50:.1f} ms, p99 {p99:.1f} ms"


def megabytes(name: str) -> float:
    """Return what Linux says of this process's memory by one of its names (man 5 proc, status).

    VmHWM is the most that it ever had, VmRSS what it has, RssAnon that without mapped files.
    """
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(re.findall(rf"{name}:\s+(\d+)", status)[0]) / 1024


def main() -> None:
    """Draw articles, have them read, and ask in another process; or be that one."""
    if len(sys.argv) > 3:
        of_corpus, of_data, of_questions = map(Path, sys.argv[1:4])
        questions = json.loads(of_questions.read_text(encoding="utf-8"))
        ask(librarian_of(of_corpus, Store(of_data)), questions, float(sys.argv[4]))
        return
    # The process that is timed loads no more than one that answers.
    from bot.measuring.squad import read_squad  # noqa: PLC0415

    known = read_squad(Path(sys.argv[1]))
    chance = random.Random(3)  # noqa: S311 - repeatable, not secret
    questions = chance.sample([each.text for each in known.questions], QUESTIONS + 1)
    with tempfile.TemporaryDirectory() as made:
        folder, data, asked = (Path(made, name) for name in ("corpus", "data", "questions.json"))
        draw([passage.text for passage in known.corpus.passages], int(sys.argv[2]), folder)
        asked.write_text(json.dumps(questions), encoding="utf-8")
        # A file that was written just now is read again: its next change might not be seen.
        time.sleep(UNSETTLED_SECONDS)
        librarian_of(folder, Store(data))
        command = [sys.executable, "-m", "tests.reliability.archive", str(folder), str(data)]
        subprocess.run([*command, str(asked), str(time.time())], check=True)


if __name__ == "__main__":
    main()
