"""How long the largest honest article and the worst one within the bounds take to be read.

python -m tests.reliability.reading
"""

from __future__ import annotations

import time

from bot.articles.bounds import MAX_MARKS
from bot.articles.folder import MAX_ARTICLE_BYTES
from bot.articles.markdown import parse

SENTENCE = "Une phrase *assez* courte, avec [un lien](http://a.b/c) et « des guillemets ».\n"
PARAGRAPH = SENTENCE * 6 + "\n"
TEXTS = {
    "plain words": "mot " * (MAX_ARTICLE_BYTES // 4),
    "dense prose": PARAGRAPH * (MAX_ARTICLE_BYTES // len(PARAGRAPH.encode())),
    "items of one letter": "- a\n" * (MAX_MARKS - 1),
    "a quotation of one letter a line": "> " * 15 + "a\n" + "b\n" * (MAX_MARKS - 20),
}


def main() -> None:
    """Read each text once, and print the processor's time."""
    for name, text in TEXTS.items():
        begun = time.process_time()
        parse(text, article_id="a")
        print(f"{name}, {len(text.encode()):,} bytes: {time.process_time() - begun:.1f} s")


if __name__ == "__main__":
    main()
