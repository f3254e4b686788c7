"""An article as an archive holds it: made of a file, or taken over from the archive before."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
import xxhash

from bot.articles.archive import Shelved
from bot.articles.article import Article, Passage
from bot.storage.arrays import Longs, Marks, span


@dataclass(frozen=True, slots=True)
class Record:
    """An article; see Shelved. `sections` has what stands above each passage.

    `begins` and `ends` are places in the bytes of `prose`.
    """

    id: str
    about: str
    digest: int
    prose: Marks = field(repr=False)
    sections: tuple[tuple[str, ...], ...] = field(repr=False)
    starts: Longs = field(repr=False)
    begins: Longs = field(repr=False)
    ends: Longs = field(repr=False)

    @classmethod
    def of(cls, article: Article, passages: Sequence[Passage]) -> Self:
        """Make one of an article that was read."""
        about = json.dumps(
            {
                "title": article.title,
                "site": article.site,
                "published": article.published.isoformat() if article.published else None,
                "lang": article.lang,
                "url": article.url,
                "author": article.author,
            },
            ensure_ascii=False,
        )
        prose = article.prose.encode("utf-8", "surrogatepass")
        sections = tuple(passage.section for passage in passages)
        starts = [passage.start for passage in passages]
        ends = [passage.start + len(passage.text) for passage in passages]
        places = _places(prose)
        checksum = xxhash.xxh3_64(prose)
        # What is looked up of an article hangs on its title, headings and text alone.
        checksum.update(json.dumps([article.title, sections, starts, ends]).encode())
        return cls(
            id=article.id,
            about=about,
            digest=checksum.intdigest() >> 1,
            prose=np.frombuffer(prose, dtype=np.uint8),
            sections=sections,
            starts=np.array(starts, dtype=np.int64),
            begins=places[starts],
            ends=places[ends],
        )

    @classmethod
    def taken_over(cls, shelved: Shelved, number: int) -> Self:
        """Make one of an article of an archive, without reading its text."""
        places = shelved.places(number)
        own = slice(places.start, places.stop)
        prose = span(shelved.prose.ends, number)
        sections = [shelved.section(each) for each in shelved.sections[own].tolist()]
        return cls(
            id=shelved.ids[number],
            about=shelved.about[number],
            digest=int(shelved.digests[number]),
            prose=shelved.prose.blob[prose.start : prose.stop],
            sections=tuple(sections),
            starts=shelved.starts[own],
            begins=shelved.begins[own] - prose.start,
            ends=shelved.ends[own] - prose.start,
        )


def _places(encoded: bytes) -> Longs:
    """Return where each character of a text begins in its UTF-8, and where the last one ends."""
    # All but the first byte of a character begin with the bits 10.
    is_first = np.frombuffer(encoded, dtype=np.uint8) & 0b1100_0000 != 0b1000_0000
    return np.append(np.flatnonzero(is_first), len(encoded))
