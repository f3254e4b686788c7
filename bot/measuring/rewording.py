"""The same questions in other words, by the lexicon: what fitting learns related words from.

People who write questions beside a text use its words; people who have not read it do not.
"""

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from bot.measuring.questions import Question, QuestionSet
from bot.retrieval.entries import key_of
from bot.retrieval.families import root
from bot.retrieval.lexicon import entries_of
from bot.retrieval.words import is_stop_word, words

SEED = 20250613
# How many of the words for which there are others are replaced.
REPLACED = 0.7


def in_other_words(asked: QuestionSet) -> QuestionSet:
    """Return the questions of a set whose words have others in the lexicon, with those."""
    reworded = (
        replace(question, text=text)
        for question in asked.questions
        if (text := reword(question)) != question.text
    )
    return replace(asked, questions=tuple(reworded))


def reword(question: Question) -> str:
    """Return a question with words that ask for those of its own, the same ones every time.

    Names and numbers stay, and so does what the lexicon has no other word for.
    """
    chance = random.Random(f"{SEED} {question.text}")  # noqa: S311 - repeatable, not secret
    pieces, done = [], 0
    for word in words(question.text):
        typed = question.text[word.start : word.end]
        if is_stop_word(word.folded) or typed[:1].isupper() or typed[:1].isdigit():
            continue
        others = _asking_for().get(root(word.stem), ())
        if others and chance.random() < REPLACED:
            pieces += [question.text[done : word.start], chance.choice(others)]
            done = word.end
    return "".join([*pieces, question.text[done:]])


@cache
def _asking_for() -> Mapping[str, list[str]]:
    """Return for each word that may answer, by its key, what may be asked in its place."""
    asking: defaultdict[str, set[str]] = defaultdict(set)
    for asked, *found in entries_of("associations.txt"):
        for key in filter(None, map(key_of, found)):
            asking[key].add(asked.replace("_", " "))
    for line in entries_of("synonyms.txt"):
        for entry in line:
            if own := key_of(entry):
                asking[own] |= {other.replace("_", " ") for other in line if other != entry}
    return {key: sorted(others) for key, others in asking.items()}
