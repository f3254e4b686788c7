"""Whether the best passage answers, only comes near, or is not shown at all."""

from dataclasses import dataclass

from bot.retrieval.answer import Status
from bot.retrieval.confidence import as_taught, logistic, missing_strangers, values_of
from bot.retrieval.features import lacks_answer
from bot.retrieval.ranked import Ranked
from bot.retrieval.weights import Weights


@dataclass(frozen=True, slots=True)
class Judgement:
    """The status of an answer, and the confidence that the articles speak of what is asked.

    `confidence` is between 0 and 1.
    """

    status: Status
    confidence: float


def judged(ranked: Ranked | None, weights: Weights) -> Judgement:
    """Judge the best of the passages that were read; None stands for no passage at all."""
    if ranked is None:
        return Judgement(Status.NOT_FOUND, 0.0)
    # Two judgements weigh the same features.
    values = values_of(ranked)
    sure = as_taught(logistic(values, weights.confidence), ranked)
    answered = as_taught(logistic(values, weights.answered), ranked)
    return Judgement(_status(ranked, sure, answered, weights), sure)


def _status(ranked: Ranked, sure: float, answered: float, weights: Weights) -> Status:
    lesson = ranked.lesson
    if lesson and lesson.is_the_same:
        return Status.ANSWER
    # What somebody taught for a question like this one comes near, at the least.
    if sure < weights.closest_from and lesson is None:
        return Status.NOT_FOUND
    if missing_strangers(ranked) or ranked.of_best(lacks_answer):
        return Status.CLOSEST
    return Status.ANSWER if answered >= weights.answer_from else Status.CLOSEST
