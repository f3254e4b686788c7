"""What each feature counts: fitted by `souffleur train`, shipped as a readable data file."""

import json
from importlib import resources
from typing import Self

from pydantic import BaseModel, ConfigDict


class Weights(BaseModel):
    """The weights of the blends, by the name of the feature, and where they come from.

    `passages` and `sentences` are weighted sums without a unit. `confidence` and `answered` are
    logistics', their constants under the name `constant`: the first tells the articles' own
    questions from foreign ones, the second those that the best passage answers from those it only
    comes near. `closest_from` is the confidence from which on passages are shown at all, and
    `answer_from` what `answered` must give besides for the best one to be an answer. `background`
    gives the document frequency of the commonest stems in the texts that the weights were fitted
    on, `background_passages` the number of their passages.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

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
        text = resources.files("bot.retrieval").joinpath("weights.json").read_text("utf-8")
        return cls.model_validate(json.loads(text))
