"""What each feature counts: fitted by `souffleur train`, shipped as a data file that can be read."""

import json
from importlib import resources
from typing import Self

from pydantic import BaseModel, ConfigDict


class Weights(BaseModel):
    """The weights of the blends, by the name of the feature, and where they come from.

    `passages` and `sentences` are weighted sums without a unit. `confidence` is a logistic's,
    its constant under the name `constant`; `answer_from` and `closest_from` are the confidences
    from which on an answer is one, and from which on its passages are shown at all. `background`
    gives the document frequency of the commonest stems in the texts that the weights were fitted
    on, `background_passages` the number of their passages.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    provenance: str
    date: str
    passages: dict[str, float]
    sentences: dict[str, float]
    confidence: dict[str, float]
    answer_from: float
    closest_from: float
    background: dict[str, int]
    background_passages: int

    @classmethod
    def shipped(cls) -> Self:
        """Return the weights that come with the program."""
        text = resources.files("bot.retrieval").joinpath("weights.json").read_text("utf-8")
        return cls.model_validate(json.loads(text))
