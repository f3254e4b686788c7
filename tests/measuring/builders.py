"""Small French files to measure with, and results made by hand."""

import json
from pathlib import Path
from typing import Any

from bot.articles.article import Article, Corpus, Passage
from bot.measuring.asking import Result
from bot.measuring.questions import Expected, Kind, Question
from bot.retrieval.answer import Answer, Match, Status

LIGHTHOUSE = (
    "Le phare de Kermadec fut construit en 1874 par l’ingénieur Yves Le Goff. "
    "Sa lanterne éclaire jusqu’à trente milles."
)
KEEPER = "La gardienne Anna Quéméner y vécut quarante ans. Elle notait chaque naufrage."
CHEESE = (
    "La tomme de Valbrune mûrit neuf mois dans une cave de grès. "
    "Les bergers la frottent à l’eau salée."
)
MARKET = "Le marché de Valbrune se tient le jeudi. Il accueille soixante étals."

ARTICLE = f"""---
title: Le phare de Kermadec
---

{LIGHTHOUSE}

{KEEPER}
"""


def asked(question: str, context: str, *answers: str) -> dict[str, Any]:
    """A question of a SQuAD file; without answers it is impossible, as v2.0 says it."""
    if not answers:
        return {"id": question, "question": question, "answers": [], "is_impossible": True}
    found = [{"text": text, "answer_start": context.index(text)} for text in answers]
    return {"id": question, "question": question, "answers": found}


def paragraph(context: str, *questions: dict[str, Any]) -> dict[str, Any]:
    return {"context": context, "qas": list(questions)}


def squad() -> dict[str, Any]:
    """Two articles of two passages, with three questions each; one of all is impossible."""
    lighthouse = [
        paragraph(
            LIGHTHOUSE,
            asked("Qui construisit le phare de Kermadec ?", LIGHTHOUSE, "Yves Le Goff"),
            asked("Jusqu’où éclaire la lanterne ?", LIGHTHOUSE, "trente milles"),
        ),
        paragraph(KEEPER, asked("Combien d’ans vécut Anna Quéméner ?", KEEPER, "quarante ans")),
    ]
    cheese = [
        paragraph(
            CHEESE,
            asked("Dans quelle cave mûrit la tomme de Valbrune ?", CHEESE, "une cave de grès"),
            asked("Quelle chèvre donne le lait de la tomme ?", CHEESE),
        ),
        paragraph(MARKET, asked("Combien d’étals accueille le marché ?", MARKET, "soixante étals")),
    ]
    return {
        "version": "2.0",
        "data": [
            {"title": "Phare de Kermadec", "paragraphs": lighthouse},
            {"title": "Tomme de Valbrune", "paragraphs": cheese},
        ],
    }


def write_json(path: Path, value: object) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def write_corpus(folder: Path) -> Path:
    """A folder with the one article of the lighthouse, whose id is `phare`."""
    folder.mkdir()
    (folder / "phare.md").write_text(ARTICLE, encoding="utf-8")
    return folder


def corpus_of(*texts: str, article: str = "phare") -> Corpus:
    prose = "\n\n".join(texts)
    known = Article(article, article, None, None, "fr", None, prose)
    passages = [
        Passage(known, (), number, prose.index(text), text)
        for number, text in enumerate(texts, start=1)
    ]
    return Corpus((known,), tuple(passages))


def result(
    kind: Kind = Kind.OWN,
    *,
    ranked: tuple[str, ...] = (),
    right: tuple[str, ...] = ("phare#1",),
    status: Status = Status.ANSWER,
    confidence: float = 0.9,
    answers: tuple[str, ...] = (),
    highlights: dict[str, str] | None = None,
    elapsed_ms: float = 1.0,
    text: str = "Qui ?",
    file: str = "file",
) -> Result:
    """What came back: the passages `ranked`, each highlighting its own part of `highlights`."""
    question = Question(
        text,
        kind,
        "phare",
        right if kind.is_answered else (),
        tuple(Expected(words) for words in answers),
    )
    matches = tuple(_match(passage_id, (highlights or {}).get(passage_id)) for passage_id in ranked)
    answer = Answer(text, None, status, confidence, matches, elapsed_ms / 1000)
    return Result(file, None, question, answer, elapsed_ms)


def _match(passage_id: str, highlight: str | None) -> Match:
    article, _, number = passage_id.partition("#")
    text = highlight or "Rien à signaler."
    known = Article(article, article, None, None, "fr", None, text)
    return Match(Passage(known, (), int(number), 0, text), 1.0, 0, len(text))
