"""The librarian: one question in, one answer out, whoever asks."""

import time
from collections.abc import Sequence
from copy import copy
from dataclasses import replace
from typing import Self

from bot.articles.article import Article, Corpus, Passage
from bot.retrieval.answer import SUMMARISED, Answer, Match, Notice, Status, Why
from bot.retrieval.asked import Asked
from bot.retrieval.background import Background
from bot.retrieval.candidates import Candidates
from bot.retrieval.completion import Completion, Proposals
from bot.retrieval.conversation import standing_alone
from bot.retrieval.index.index import Index
from bot.retrieval.indexed import Indexed
from bot.retrieval.judging import judged
from bot.retrieval.likeness import Likeness
from bot.retrieval.matching import Matched, Matching
from bot.retrieval.quotes import verified
from bot.retrieval.ranking import Ranking
from bot.retrieval.small_talk import notice_of, without_greeting
from bot.retrieval.spelling import Spelling
from bot.retrieval.summary import summary_of
from bot.retrieval.taught import Lesson, Placed, Taught, Teaching
from bot.retrieval.thesaurus import Thesaurus
from bot.retrieval.understanding import Understanding, Understood
from bot.retrieval.weights import Weights
from bot.retrieval.why import Typed, why

MAX_QUESTION_CHARACTERS = 4_000


class Librarian:
    """Finds the passages of a corpus that answer a question. Synchronous, and safe in threads.

    `thesaurus` is the system's where it is installed; None works without one. `taught` is what
    people said answers a question, `orphans` the part of it whose passage is gone, and `moved` what
    was taught of a passage whose text or article has changed since. `indexed` is what was made of
    the passages already.
    """

    def __init__(
        self,
        corpus: Corpus,
        *,
        weights: Weights | None = None,
        thesaurus: Thesaurus | None = None,
        taught: Sequence[Taught] = (),
        indexed: Indexed | None = None,
    ) -> None:
        self.corpus = corpus
        self._weights = weights or Weights.shipped()
        background = Background(self._weights.background, self._weights.background_passages)
        self._indexed = Indexed.of(corpus.passages) if indexed is None else indexed
        self._ranking = Ranking(self._indexed, background, self._weights.sentences, thesaurus)
        self._matching = Matching(corpus, self._ranking, self._weights.passages)
        self._proposals = Proposals(corpus, self._indexed)
        spelling = Spelling(self.index.wording, self.index.terms.kin)
        self._is_known = spelling.wording.__contains__
        self._understanding = Understanding(spelling, self._ranking.french)
        self._teach(taught)

    def _teach(self, taught: Sequence[Taught]) -> None:
        placed = Placed.among(self.corpus, taught)
        self.orphans, self.moved = placed.orphans, placed.moved(self.corpus.passages)
        self._teaching = Teaching(placed, self.read, self.likeness)

    def taught_otherwise(self, taught: Sequence[Taught]) -> Self:
        """Return a librarian of the same articles that was taught `taught` alone, without delay."""
        other = copy(self)
        other._teach(taught)  # noqa: SLF001 - one of its own
        return other

    @property
    def index(self) -> Index:
        """What was made of the passages: the same for librarians that share it."""
        return self._indexed.index

    def answer(
        self,
        question: str,
        *,
        earlier: Sequence[str] = (),
        limit: int = 10,
        is_explained: bool = False,
    ) -> Answer:
        """Answer `question`, which may lean on the `earlier` ones, oldest first.

        At most `limit` matches are given, but for a summary, which is given whole. A question
        longer than MAX_QUESTION_CHARACTERS, or without a word that the corpus holds, is not found.
        Explaining takes as long again.
        """
        started = time.perf_counter()
        notice = self._notice(question, is_first=not earlier)
        if notice is not None:
            return self._noticed(question, notice, started)
        meant = self._understood(question, earlier)
        matched = self._matched(question, meant, limit, earlier)
        judgement = judged(matched.ranked, self._weights)
        answer = Answer(
            question=question,
            understood=meant.corrected,
            status=judgement.status,
            confidence=judgement.confidence,
            matches=verified(matched.matches),
            elapsed_seconds=time.perf_counter() - started,
            why=self.why(question, earlier=earlier) if is_explained else None,
        )
        self._indexed.let_go()
        return answer

    def why(
        self, question: str, *, earlier: Sequence[str] = (), match_number: int = 0
    ) -> Why | None:
        """Explain one of the matches that `answer` gives, by its number from 0.

        None for what is no question to the articles, and for a match that is not there, or was not
        blended: of many that share a word with the question the blend looks at forty.
        """
        if self._notice(question, is_first=not earlier) is not None:
            return None
        meant = self._understood(question, earlier)
        matched = self._matched(question, meant, match_number + 1, earlier)
        ranked = matched.ranked
        if ranked is None or not 0 <= match_number < len(ranked.order):
            return None
        typed = Typed.of(question, meant.text, earlier)
        (match,) = verified(matched.matches[match_number : match_number + 1])
        return why(match, ranked, match_number, typed=typed, weights=self._weights.passages)

    def search(self, words: str, *, limit: int = 50) -> list[Match]:
        """Return the passages that share a word with `words`, a greeting before them apart.

        Best first.
        """
        looked_for = words[:MAX_QUESTION_CHARACTERS]
        meant = self._understood(looked_for, ())
        return list(verified(self._matched(looked_for, meant, limit).matches))

    def summary(self) -> Answer:
        """Return the sentences that carry the articles, as an answer to « résume l’article »."""
        return self._noticed("", Notice.SUMMARY, time.perf_counter())

    def read(self, question: str) -> Asked:
        """Read a question that stands alone as `answer` does, to be set beside others."""
        return self._read(self._understood(question, ()))

    def considered(self, question: str, *, earlier: Sequence[str] = ()) -> Candidates:
        """Return the passages that may answer a question, best first by BM25, beside it."""
        asked = self._read(self._understood(question, earlier))
        return self._ranking.beside(asked, self._ranking.candidates(asked))

    def likeness(self, questions: Sequence[Asked]) -> Likeness:
        """Make questions that were read here ready to have others set beside them."""
        return self._ranking.likeness(questions)

    def passage(self, passage_id: str) -> Passage | None:
        """Return the passage of that id, or None."""
        found = self.corpus.passage(passage_id)
        if found is not None:
            verified([Match(found, 0.0, 0, len(found.text))])
        return found

    def completions(self, typed: str, *, limit: int = 25) -> list[Completion]:
        """Return the passages that somebody who typed so far may be looking for."""
        return self._proposals.passages(typed, limit)

    def titles(self, typed: str, *, limit: int = 25) -> list[Article]:
        """Return the articles whose title somebody who typed so far may be looking for."""
        return self._proposals.titles(typed, limit)

    def _notice(self, message: str, *, is_first: bool) -> Notice | None:
        """Tell what a message is that asks nothing of the articles; None for a question.

        What was taught is a question, whatever it looks like.
        """
        is_readable = len(message) <= MAX_QUESTION_CHARACTERS
        if is_readable and self._teaching.holds(message):
            return None
        return notice_of(message, self._is_known, is_first=is_first) if is_readable else None

    def _noticed(self, message: str, notice: Notice, started: float) -> Answer:
        """Answer what is no question: with a summary, or with nothing but the notice."""
        found: list[Match] = []
        if notice in SUMMARISED:
            idf, is_short = self.index.terms.idf, notice is Notice.ABOUT
            found = summary_of(self.corpus, idf, is_short=is_short)
        return Answer(
            question=message,
            understood=None,
            status=Status.ANSWER if found else Status.NOT_FOUND,
            confidence=1.0 if found else 0.0,
            matches=verified(found),
            elapsed_seconds=time.perf_counter() - started,
            notice=notice,
        )

    def _understood(self, question: str, earlier: Sequence[str]) -> Understood:
        """Understand a question without its greeting; one that is too long is as good as empty."""
        is_readable = len(question) <= MAX_QUESTION_CHARACTERS
        asked = without_greeting(question, self._is_known) if is_readable else ""
        # Nothing leans on a « bonjour » or a « merci ».
        questions = [text for text in earlier if self._notice(text, is_first=True) is None]
        return self._understanding.of(asked, questions)

    def _read(self, meant: Understood) -> Asked:
        return self._ranking.read(meant.text, meant.context, meant.alternatives)

    def _matched(
        self, question: str, meant: Understood, limit: int, earlier: Sequence[str] = ()
    ) -> Matched:
        asked = self._read(meant)
        return self._matching.of(asked, self._lessons(question, meant, asked, earlier), limit)

    def _lessons(
        self, question: str, meant: Understood, asked: Asked, earlier: Sequence[str]
    ) -> dict[int, Lesson]:
        """Return by their passage's place the lessons that the question is like.

        What leans on earlier questions may have been taught with them as one text, or without.
        """
        if not self._teaching.lessons:
            return {}
        whole = standing_alone(question, earlier)
        typed, whole = (
            text if len(text) <= MAX_QUESTION_CHARACTERS else "" for text in (question, whole)
        )
        readings = [asked, self._read(replace(meant, text=typed))]
        if meant.context:
            readings.append(self.read(typed))
        return self._teaching.of(readings, self.read(whole), [typed, whole])
