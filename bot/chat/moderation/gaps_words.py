"""Gaps in words: how often, by how many people, how it ended, when last."""

from bot.chat import phrases
from bot.chat.moderation import gaps_phrases as said
from bot.chat.moderation.gaps import Gap, Looked
from bot.chat.phrases import PART_SEPARATOR, Language, Phrase
from bot.memory.kept import Outcome

ENDINGS = {
    Outcome.NOT_FOUND: said.NOT_FOUND,
    Outcome.CLOSEST: said.CLOSEST,
    Outcome.USELESS: said.USELESS,
}


def counted(one: Phrase, several: Phrase, count: int, language: Language) -> str:
    """Say how many."""
    return one.to(language) if count == 1 else several.to(language).format(count=count)


def questions(count: int, language: Language) -> str:
    """Count questions."""
    return counted(said.ONE_QUESTION, said.QUESTIONS, count, language)


def people(gap: Gap, language: Language) -> str:
    """Say how many different people asked: a range, where they cannot be told apart."""
    fewest, most = gap.fewest_people, gap.most_people
    if fewest == most:
        return counted(said.ONE_PERSON, said.PEOPLE, most, language)
    return said.BETWEEN_PEOPLE.to(language).format(fewest=fewest, most=most)


def details(looked: Looked, language: Language) -> str:
    """Say all that a list tells of a gap."""
    gap = looked.gap
    ended = said.ENDED.to(language)
    parts = [
        counted(said.ONCE, said.TIMES, gap.askings, language),
        people(gap, language),
        *(
            ended.format(ending=ENDINGS[outcome].to(language), count=count)
            for outcome, count in gap.endings.items()
        ),
        said.LAST_DAY.to(language).format(day=phrases.day(gap.last_day, language)),
    ]
    others = len(gap.wordings) - 1
    if others:
        parts.insert(0, counted(said.ONE_MORE, said.MORE, others, language))
    if since := _since(looked, language):
        parts.append(since)
    return PART_SEPARATOR.join(parts)


def _since(looked: Looked, language: Language) -> str:
    if looked.is_closed:
        return said.SINCE.to(language)
    answered = looked.asked - len(looked.unanswered)
    if not answered:
        return ""
    return said.SINCE_IN_PART.to(language).format(answered=answered, asked=looked.asked)
