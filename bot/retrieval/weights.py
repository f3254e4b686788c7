"""What each feature counts: fitted by `souffleur train`, shipped as a readable data file."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

SHIPPED = Path(__file__).with_name("weights.json")


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of the blends, by the name of the feature, and where they come from.

    `passages` and `sentences` are weighted sums without a unit. `confidence` and `answered` are
    logistics', their constants under the name `constant`: the first tells the articles' own
    questions from foreign ones, the second those that the best passage answers from those it only
    comes near. `closest_from` is the confidence from which on passages are shown at all, and
    `answer_from` what `answered` must give besides for the best one to be an answer. `background`
    gives the document frequency of the commonest stems in the texts that the weights were fitted
    on, `background_passages` the number of their passages.
    """

    provenance: str
    date: str
    passages: dict[str, float]
    sentences: dict[str, float]
    confidence: dict[str, float]
    answered: dict[str, float]
    answer_from: float
    closest_from: float
    background: dict[str, int]
    background_passages: int

    @classmethod
    def shipped(cls) -> Self:
        """Return the weights that come with the program."""
        return cls.read(SHIPPED.read_text(encoding="utf-8"))

    @classmethod
    def read(cls, text: str) -> Self:
        """Return what `written` gave as text; raises TypeError when a name is missing, or new."""
        return cls(**json.loads(text))

    def written(self) -> str:
        """Return the weights as the text of a file."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"
