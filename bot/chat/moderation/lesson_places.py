"""What was taught, and the passages that it speaks of today."""

from bot.articles.article import Passage
from bot.memory.kept import Lesson
from bot.retrieval.librarian import Librarian
from bot.retrieval.taught import Placed, Taught


def told(lesson: Lesson) -> Taught:
    """Return a lesson as a librarian is told it."""
    return Taught(lesson.question, lesson.article_id, lesson.passage_text)


def passage_of(lesson: Lesson, librarian: Librarian) -> Passage | None:
    """Return the passage of a lesson, also where it was edited since; None when it is gone."""
    placed = Placed.among(librarian.corpus, [told(lesson)]).lessons
    return librarian.corpus.passages[placed[0][1]] if placed else None
