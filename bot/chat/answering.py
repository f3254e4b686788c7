"""From a question to its card, away from the event loop."""

import asyncio
from dataclasses import replace

from bot.chat.answer_buttons import Audience
from bot.chat.buttons import Listing, Ranking
from bot.chat.cards import MATCHES, Card, answer_card
from bot.chat.explanation import why_card
from bot.chat.keeping import Keeping
from bot.chat.passage_cards import list_card
from bot.chat.prints import first_print, place_of_print, print_of
from bot.chat.questions import Question
from bot.chat.servers import Reader, Servers
from bot.chat.tally import CHANGED, EXPLAINED, LISTED, NOT_FOUND, Tally
from bot.operations.metrics import Way
from bot.retrieval.answer import Match, Status, Why
from bot.retrieval.librarian import Librarian

# How far « Autres passages » and /search go: ten pages.
RANKED_PASSAGES = 50


class Answering:
    """Asks a server's librarian in a thread: while one question is worked on, others are heard.

    Each card is counted with the way that it was asked for; None leaves uncounted what was counted
    before. Where a card continues another one, `seen` is the print of what that one showed first:
    None is returned, and no card, when no passage is found today that says the same.
    """

    def __init__(self, servers: Servers, tally: Tally, keeping: Keeping) -> None:
        self.servers = servers
        self.keeping = keeping
        self._tally = tally

    async def answered(
        self, question: Question, reader: Reader, audience: Audience, way: Way | None
    ) -> Card:
        """Return the card of the answer, in one of its three states."""
        with self._tally.timed(way, question.text) as outcome:
            librarian = await self.servers.librarian(reader.guild_id)
            answer = await asyncio.to_thread(
                librarian.answer, question.text, earlier=question.earlier, limit=MATCHES
            )
            card = answer_card(
                answer, librarian.corpus, reader.language, audience, earlier=question.earlier
            )
            outcome.status = answer.status.value
        # What is asked for one person alone, and what was counted before, is nobody else's.
        if way is not None and not audience.is_private:
            self.keeping.asked(reader.guild_id, audience.asker_id, question, answer)
        return card

    async def sure(self, question: Question, reader: Reader, audience: Audience) -> Card | None:
        """Return the card of an answer, None when the articles do not surely answer."""
        with self._tally.timed(Way.AUTOMATIC, question.text) as outcome:
            librarian = await self.servers.librarian(reader.guild_id)
            answer = await asyncio.to_thread(librarian.answer, question.text, limit=MATCHES)
            if answer.status is not Status.ANSWER or answer.notice is not None:
                return None
            card = answer_card(answer, librarian.corpus, reader.language, audience)
            outcome.status = answer.status.value
        return card

    async def summed_up(self, reader: Reader, audience: Audience) -> Card:
        """Return the sentences that carry the articles."""
        with self._tally.timed(Way.SUMMARY) as outcome:
            librarian = await self.servers.librarian(reader.guild_id)
            answer = await asyncio.to_thread(librarian.summary)
            card = answer_card(answer, librarian.corpus, reader.language, audience)
            outcome.status = answer.status.value
        return card

    async def searched(self, question: Question, reader: Reader) -> Card:
        """Return the first page of the passages that hold some words."""
        with self._tally.timed(Way.SEARCH, question.text) as outcome:
            librarian = await self.servers.librarian(reader.guild_id)
            matches = await asyncio.to_thread(_ranked, librarian, question, Ranking.SEARCH)
            listing = Listing(Ranking.SEARCH, 0, 0, first_print(matches))
            card = list_card(question, matches, listing, librarian.corpus, reader.language)
            outcome.status = LISTED if matches else NOT_FOUND
        return card

    async def is_changed(self, question: Question, reader: Reader, seen: str) -> bool:
        """Tell whether a card that showed a passage of that print would show another one today."""
        librarian = await self.servers.librarian(reader.guild_id)
        matches = await asyncio.to_thread(_ranked, librarian, question, Ranking.ANSWER)
        return bool(seen) and first_print(matches) != seen

    async def leafed(self, question: Question, listing: Listing, reader: Reader) -> Card | None:
        """Return another page of a ranking, None when what it began with is there no more."""
        with self._tally.timed(Way.BUTTON, question.text) as outcome:
            librarian = await self.servers.librarian(reader.guild_id)
            matches = await asyncio.to_thread(_ranked, librarian, question, listing.ranking)
            place = place_of_print(matches, listing.seen)
            if place is None:
                outcome.status = CHANGED
                return None
            if place > 0:
                # Another passage comes first since: none of those before may be passed over.
                listing = replace(listing, skipped=0, seen=first_print(matches))
            card = list_card(question, matches, listing, librarian.corpus, reader.language)
            outcome.status = LISTED if matches else NOT_FOUND
        return card

    async def explained(self, question: Question, reader: Reader, seen: str) -> Card | None:
        """Say why a passage was given, None when it is there no more."""
        with self._tally.timed(Way.BUTTON, question.text) as outcome:
            librarian = await self.servers.librarian(reader.guild_id)
            why = await asyncio.to_thread(_why, librarian, question, seen)
            if why is None:
                outcome.status = CHANGED
                return None
            outcome.status = EXPLAINED
        return why_card(why, reader.language)


def _why(librarian: Librarian, question: Question, seen: str) -> Why | None:
    first = librarian.why(question.text, earlier=question.earlier)
    if first is not None and print_of(first.passage) == seen:
        return first
    place = place_of_print(_ranked(librarian, question, Ranking.ANSWER), seen)
    if place is None:
        return None
    return librarian.why(question.text, earlier=question.earlier, match_number=place)


def _ranked(librarian: Librarian, question: Question, ranking: Ranking) -> list[Match]:
    if ranking is Ranking.SEARCH:
        return librarian.search(question.text, limit=RANKED_PASSAGES)
    answer = librarian.answer(question.text, earlier=question.earlier, limit=RANKED_PASSAGES)
    return list(answer.matches)
