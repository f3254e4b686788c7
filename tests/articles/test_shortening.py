"""Plain paragraphs that the parser does not see: a text is read as if it had seen them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.articles.elements import elements_in
from bot.articles.markdown import Block, _all_blocks
from bot.articles.plain import without_controls
from bot.articles.shortening import read_shortened, shortened

PLAIN = "Le phare est haut."
LINES = st.sampled_from(
    "---|title: x|---|Le phare.|« Oui ! » dit-elle : non…|x|(a) b|# Titre|## Vie #|- un|  deux|"
    "    code|1. un|1986. Une année|```|~~~|<div>|</div>|<!--|-->|<script>|</script>|<b>gras</b> x|"
    "> cité|— Anna|*gras*|a_b_c|[lien]|[lien]: /ici|![x](y)|a | b|--- | ---|===|***|\\*|a\\|&amp;|"
    "fin  |fin\u00a0|\u00a0début| début|a\tb|\t|`x`|mot `|Éa|²a|北京|’a|2a|+ a|: a|!|!a|https://a.b|"
    "\u200d|\ufeffa|\ud800a|a b".split("|")
)
SOURCES = st.lists(
    st.tuples(
        LINES | st.text(max_size=4), st.sampled_from(["\n\n", "\n\n", "\n", "\n\n\n", "\n \n"])
    ),
    max_size=12,
).map(lambda parts: "".join(f"{line}{end}" for line, end in parts))


def read(source: str) -> list[Block]:
    return [*_all_blocks(*read_shortened(source))]


def read_by_the_parser_alone(source: str) -> list[Block]:
    return [*_all_blocks(elements_in(source), {})]


@given(SOURCES)
@example("---\nx: y\n\nmot\n\n---\n\nmot\n\nmot")
@example("```\n\nmot\n\n```\n\nmot")
@example("<!--\n\nmot\n\n-->\n\nmot")
@example("- a\n\nmot\n\n  b")
@example("[a]: /b\n\nmot\n\n[a]")
def test_a_text_is_read_as_by_the_parser_alone(source: str) -> None:
    source = without_controls(source.replace("\r\n", "\n").replace("\r", "\n"))

    assert read(source) == read_by_the_parser_alone(source)


@pytest.mark.parametrize("piece", [PLAIN, "x", "« Oui ! »", "Été", "’a", "Un 14,3 % : oui ?"])
def test_a_plain_paragraph_is_kept_from_the_parser(piece: str) -> None:
    short = shortened(f"# Titre\n\n{piece}\n\n{PLAIN}\n\n- un\n\n{piece}")

    assert short.text == "# Titre\n\nx\n\n- un\n\nx"
    assert short.paragraphs == {2: [piece, PLAIN], 6: [piece]}


@pytest.mark.parametrize(
    "piece", ["- a", "1986. Une année", "a*b", " a", "a ", "a\nb", "", "a\u00a0", "## a", "a\tb"]
)
def test_what_may_be_a_mark_is_left_to_the_parser(piece: str) -> None:
    assert shortened(piece).text == piece
