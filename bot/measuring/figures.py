"""The figures: pure functions from results to shares, ranks and times."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.measuring.asking import Result

KEPT_PERCENT = 95


@dataclass(frozen=True, slots=True)
class Figures:
    """What was measured over a group of questions; None where no question of it counts.

    Shares are between 0 and 1. Own questions are those that the articles answer. Refused means
    that nothing was found, answered that the first match was given as the answer.

    - `asked`: how many questions; `own`: how many of them the articles answer.
    - `hit_at_1`, `_3`, `_5`: of the own ones, whose right passage is among so many first matches.
    - `mrr`: the mean of 1/rank of the right passage, 0 where it is not among the matches
      (mean reciprocal rank, Voorhees 1999).
    - `sentence_right`: of the own ones whose answer is known, where the first match is right and
      its highlight holds the answer; `answer_held`: where it does, whichever passage it is of;
      `sentence_given_passage`: of those whose right passage is among the matches, where the
      highlight of that match does.
    - `answered_right`: of the own ones, answered with the right passage first.
    - `kept`: of the own ones, not refused.
    - `refused`: of the foreign ones, refused; of the near misses where none is foreign.
    - `not_answered`: of the foreign ones and near misses together.
    - `auc`: how surely confidence tells own ones from those that `refused` counts; see `auc`.
    - `refused_at_95_kept`: the same as `refused`, were the threshold the greatest that keeps
      95 % of the own ones.
    - `p50_ms`, `p99_ms`: the time that half, and 99 in 100, of the questions did not exceed.
    """

    asked: int = 0
    own: int = 0
    hit_at_1: float | None = None
    hit_at_3: float | None = None
    hit_at_5: float | None = None
    mrr: float | None = None
    sentence_right: float | None = None
    answer_held: float | None = None
    sentence_given_passage: float | None = None
    answered_right: float | None = None
    kept: float | None = None
    refused: float | None = None
    not_answered: float | None = None
    auc: float | None = None
    refused_at_95_kept: float | None = None
    p50_ms: float | None = None
    p99_ms: float | None = None


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What an answer from `threshold` on would give.

    `answered` is the share of the questions whose confidence reaches it, `right` the share of
    those that have the right passage first: an answer to a question without one is never right.
    """

    threshold: float
    answered: float
    right: float


def figures_of(group: Sequence[Result], all_own: Sequence[Result]) -> Figures:
    """Measure a group; its foreign questions and near misses are compared with `all_own`."""
    own = [result for result in group if result.question.kind.is_answered]
    known = [result for result in own if result.question.answers]
    other = [result for result in group if not result.question.kind.is_answered]
    strangers = [result for result in other if result.question.kind.is_foreign] or other
    confidences = [result.answer.confidence for result in all_own]
    foreign = [result.answer.confidence for result in strangers]
    times = [result.elapsed_ms for result in group]
    return Figures(
        asked=len(group),
        own=len(own),
        hit_at_1=hit_at(own, 1),
        hit_at_3=hit_at(own, 3),
        hit_at_5=hit_at(own, 5),
        mrr=mean(1 / result.rank if result.rank else 0.0 for result in own),
        sentence_right=mean(result.is_sentence_right for result in known),
        answer_held=mean(result.is_answer_held for result in known),
        sentence_given_passage=mean(r.is_right_passage_quoted_well for r in known if r.rank),
        answered_right=mean(result.is_answered and result.rank == 1 for result in own),
        kept=mean(not result.is_refused for result in own),
        refused=mean(result.is_refused for result in strangers),
        not_answered=mean(not result.is_answered for result in other),
        auc=auc(confidences, foreign),
        refused_at_95_kept=refused_while_keeping(KEPT_PERCENT, confidences, foreign),
        p50_ms=percentile(50, times),
        p99_ms=percentile(99, times),
    )


def hit_at(own: Sequence[Result], rank: int) -> float | None:
    """Return the share of the questions whose right passage is among the first `rank` matches."""
    return mean(result.rank is not None and result.rank <= rank for result in own)


def mean(values: Iterable[float]) -> float | None:
    """Return the mean, or None of nothing; that of booleans is the share of those that hold."""
    every = list(values)
    return sum(every) / len(every) if every else None


def percentile(percent: int, values: Sequence[float]) -> float | None:
    """Return the least value that `percent` in 100 of the values do not exceed (nearest rank)."""
    return sorted(values)[_rank(percent, len(values)) - 1] if values else None


def auc(own: Sequence[float], foreign: Sequence[float]) -> float | None:
    """Return the chance that an own question's confidence is above a foreign one's.

    Equal confidences count as half. This is the area under the curve of own questions kept
    against foreign ones kept, by the rank statistic of Mann, Whitney and Wilcoxon (Hanley and
    McNeil 1982, The meaning and use of the area under a ROC curve). None without both.
    """
    if not own or not foreign:
        return None
    labelled = sorted([(value, True) for value in own] + [(value, False) for value in foreign])
    below, won = 0, 0.0
    for _, equals in groupby(labelled, key=lambda pair: pair[0]):
        marks = [is_own for _, is_own in equals]
        level = marks.count(False)
        won += marks.count(True) * (below + level / 2)
        below += level
    return won / (len(own) * len(foreign))


def refused_while_keeping(
    percent: int, own: Sequence[float], foreign: Sequence[float]
) -> float | None:
    """Return the share of foreign confidences below the threshold.

    The threshold is the greatest that at least `percent` in 100 of the own ones reach.
    """
    if not own or not foreign:
        return None
    threshold = sorted(own, reverse=True)[_rank(percent, len(own)) - 1]
    return mean(confidence < threshold for confidence in foreign)


def curve(results: Sequence[Result]) -> list[CurvePoint]:
    """Return a point for each confidence that occurs, the greatest first."""
    ranked = sorted(results, key=lambda result: -result.answer.confidence)
    points, answered, right = [], 0, 0
    for threshold, equals in groupby(ranked, key=lambda result: result.answer.confidence):
        level = list(equals)
        answered += len(level)
        right += sum(result.rank == 1 for result in level)
        points.append(CurvePoint(threshold, answered / len(results), right / answered))
    return points


def _rank(percent: int, count: int) -> int:
    # In whole numbers: 0.95 * 20 is not always 19 in floating point.
    return max(1, -(-percent * count // 100))
