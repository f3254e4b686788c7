"""From a question to its card, away from the event loop."""

import asyncio

from bot.articles.article import Corpus
from bot.chat.answer_buttons import Audience
from bot.chat.buttons import Listing, Ranking
from bot.chat.cards import Card, answer_card, note
from bot.chat.explanation import why_card
from bot.chat.notes import NO_REASON
from bot.chat.passage_cards import list_card
from bot.chat.phrases import Language
from bot.chat.questions import Question
from bot.chat.tally import EXPLAINED, LISTED, NOT_FOUND, Tally
from bot.operations.metrics import Way
from bot.retrieval.answer import Match, Status
from bot.retrieval.librarian import Librarian

# How far « Autres passages » and /search go: ten pages.
RANKED_PASSAGES = 50


class Answering:
    """Asks the librarian in a thread: while one question is worked on, the bot hears the others.

    Each card is counted with the way that it was asked for; None leaves uncounted what was counted
    before.
    """

    def __init__(self, librarian: Librarian, tally: Tally) -> None:
        self.librarian = librarian
        self._tally = tally

    @property
    def corpus(self) -> Corpus:
        """All that the librarian knows."""
        return self.librarian.corpus

    async def answered(
        self, question: Question, language: Language, audience: Audience, way: Way | None
    ) -> Card:
        """Return the card of the answer, in one of its three states."""
        with self._tally.timed(way, question.text) as outcome:
            answer = await asyncio.to_thread(
                self.librarian.answer, question.text, earlier=question.earlier
            )
            card = answer_card(answer, self.corpus, language, audience, earlier=question.earlier)
            outcome.status = answer.status.value
        return card

    async def sure(self, question: Question, language: Language, audience: Audience) -> Card | None:
        """Return the card of an answer, None when the articles do not surely answer."""
        with self._tally.timed(Way.AUTOMATIC, question.text) as outcome:
            answer = await asyncio.to_thread(self.librarian.answer, question.text)
            if answer.status is not Status.ANSWER or answer.notice is not None:
                return None
            card = answer_card(answer, self.corpus, language, audience)
            outcome.status = answer.status.value
        return card

    async def summed_up(self, language: Language, audience: Audience) -> Card:
        """Return the sentences that carry the articles."""
        with self._tally.timed(Way.SUMMARY) as outcome:
            answer = await asyncio.to_thread(self.librarian.summary)
            card = answer_card(answer, self.corpus, language, audience)
            outcome.status = answer.status.value
        return card

    async def listed(
        self, question: Question, listing: Listing, language: Language, way: Way
    ) -> Card:
        """Return one page of a ranking."""
        with self._tally.timed(way, question.text) as outcome:
            matches = await asyncio.to_thread(self._ranked, question, listing.ranking)
            card = list_card(question, matches, listing, self.corpus, language)
            outcome.status = LISTED if matches else NOT_FOUND
        return card

    async def explained(self, question: Question, language: Language) -> Card:
        """Say why the first passage was given."""
        with self._tally.timed(Way.BUTTON, question.text) as outcome:
            why = await asyncio.to_thread(
                self.librarian.why, question.text, earlier=question.earlier
            )
            card = why_card(why, language) if why else note(NO_REASON.to(language))
            outcome.status = EXPLAINED if why else NOT_FOUND
        return card

    def _ranked(self, question: Question, ranking: Ranking) -> list[Match]:
        if ranking is Ranking.SEARCH:
            return self.librarian.search(question.text, limit=RANKED_PASSAGES)
        answer = self.librarian.answer(
            question.text, earlier=question.earlier, limit=RANKED_PASSAGES
        )
        return list(answer.matches)
