"""tantivy, the search library in Rust. Its BM25 has k1 = 1.2 and its own idf, lengths in a byte."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import tantivy

from benchmarks.peers import COUNT, Ask

if TYPE_CHECKING:
    from benchmarks.corpus import Corpus

MEMORY_BYTES = 500_000_000


class Tantivy:
    """One thread, one segment, nothing stored."""

    def ready(self, corpus: "Corpus") -> list[str]:
        return list(corpus.lines())

    def build(self, passages: list[str], folder: Path) -> None:
        place = folder / "tantivy"
        place.mkdir()
        index = tantivy.Index(_schema(), path=str(place))
        writer = index.writer(heap_size=MEMORY_BYTES, num_threads=1)
        for text in passages:
            document = tantivy.Document()
            document.add_text("text", text)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> Ask:
        schema = _schema()
        searcher = tantivy.Index(schema, path=str(folder / "tantivy")).searcher()

        def ask(words: Sequence[str]) -> object:
            terms = [
                (tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", word, "freq"))
                for word in words
            ]
            query = tantivy.Query.boolean_query(terms)
            return searcher.search(query, COUNT, count=False).hits

        return ask


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    return builder.build()


PEER = Tantivy()
