"""From Markdown to passages: what a writer may put in a file, and what must never break."""

import sys
from contextlib import suppress
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.articles.article import Article, Passage
from bot.articles.bounds import MARKS as MARKS_COUNTED
from bot.articles.bounds import MAX_MARKS, check_marks
from bot.articles.folder import MAX_ARTICLE_BYTES
from bot.articles.markdown import parse
from bot.errors import CorpusError

LENGTH = 30_000
MARKS = st.text(alphabet=st.sampled_from(list("ab é1.)-–*_`#>[]()!|~<&;:\\\n\t \u00a0\r\x85«»’")))
HOSTILE = {
    "brackets": "[" * LENGTH,
    "images": "![" * (LENGTH // 2),
    "nested images": "![" * (LENGTH // 10) + "a" + "](b)" * (LENGTH // 10),
    "quotations": "> " * (LENGTH // 2),
    "lazy quotation": ">" * 1000 + "a\n" * (LENGTH // 2),
    "parentheses": "(" * LENGTH,
    "links": "[a](" * (LENGTH // 4),
    "dots": "a." * (LENGTH // 2),
    "one letter": "a" * LENGTH,
    "list levels": "- " * (LENGTH // 2),
    "indented levels": "".join("  " * level + "- a\n" for level in range(300)),
    "backticks": "`" * LENGTH,
    "growing backticks": "".join("`" * many + " " for many in range(1, 440)),
    "stars": "*" * LENGTH,
    "open emphases": "*a " * (LENGTH // 3),
    "nested emphases": "*a " * (LENGTH // 6) + "b* " * (LENGTH // 6),
    "table": "a|b\n-|-\n" + "x|y\n" * (LENGTH // 4),
    "comments": "<!--" * (LENGTH // 4),
    "tags": "<a " * (LENGTH // 3),
    "entities": "&" * LENGTH,
    "line breaks": "\n" * LENGTH,
    "spaces": " " * LENGTH + "a",
    "front matter": "---\ntitle: " + "[" * LENGTH + "\n---\nMots.",
}


def passages(source: str) -> tuple[Passage, ...]:
    return parse(source, article_id="a")[1]


def article(source: str) -> Article:
    return parse(source, article_id="a")[0]


def texts(source: str) -> list[str]:
    return [passage.text for passage in passages(source)]


def with_front_matter(*lines: str) -> str:
    return "\n".join(["---", *lines, "---", "", "Mots."])


@given(st.one_of(st.text(), MARKS, MARKS.map(lambda text: f"---\n{text}\n---\nMots.")))
@example('---\ntitle: "\\ud800"\n---\nMots.')
@example("\ufeff---\n")
def test_any_text_is_an_article_or_is_refused(source: str) -> None:
    try:
        read, own = parse(source, article_id="a")
    except CorpusError:
        return

    assert [passage.id for passage in own] == [f"a#{at}" for at in range(1, len(own) + 1)]
    for passage in own:
        assert passage.text.strip()
        assert read.prose[passage.start : passage.start + len(passage.text)] == passage.text
    assert [p.start for p in own] == sorted(p.start for p in own)
    assert (read, own) == parse(source, article_id="a")


@pytest.mark.unmeasured
@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_hostile_marks_are_read_or_refused(source: str) -> None:

    with suppress(CorpusError):
        parse(source, article_id="a")


@pytest.mark.parametrize("mark", MARKS_COUNTED)
def test_more_marks_than_an_article_has_are_refused_unread(mark: str) -> None:
    with pytest.raises(CorpusError, match="more than 300,000 lines and Markdown marks; split it"):
        parse(f"Mots.\n\n{mark * (MAX_MARKS + 1)}", article_id="a")


def test_the_largest_article_of_dense_prose_is_read() -> None:
    sentence = "Une phrase *assez* courte, avec [un lien](http://a.b/c) et « des guillemets ».\n"
    dense = (sentence * 6 + "\n") * (MAX_ARTICLE_BYTES // (len(sentence.encode()) * 6 + 1))

    check_marks(dense)


def test_a_front_matter_without_end_is_refused() -> None:
    with pytest.raises(CorpusError, match="longer than 20,000 characters"):
        parse(with_front_matter("title: " + "a, " * 10_000), article_id="a")


def test_a_day_that_holds_itself_a_million_times_is_no_day() -> None:
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    for before, here in pairwise("abcdefghijkl"):
        lines.append(f"{here}: &{here} [{', '.join([f'*{before}'] * 10)}]")

    with pytest.raises(CorpusError, match="`published`"):
        parse(with_front_matter(*lines, "published: *l"), article_id="a")


def calls_to_read(source: str) -> int:
    """Count the calls that reading takes: the same at every run, unlike its seconds."""
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        with suppress(CorpusError):
            parse(source, article_id="a")
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.unmeasured
@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_the_work_of_reading_grows_with_the_length_alone(source: str) -> None:
    half, whole = source[:2_500], source[:5_000]

    assert calls_to_read(whole) <= 2.6 * calls_to_read(half) + 1000


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(HOSTILE["nested emphases"], id="emphases by thousands"),
        pytest.param("> " * 30 + "perdu", id="quotations by dozens"),
        pytest.param("> " * 60 + "perdu", id="more quotations than are looked at"),
        pytest.param("- " * 30 + "perdu", id="lists by dozens"),
    ],
)
def test_marks_nested_too_deeply_are_refused_in_a_clear_line(source: str) -> None:
    with pytest.raises(CorpusError, match="nested too deeply"):
        parse(source, article_id="a")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("Un.\n\nDeux\nlignes.", ["Un.", "Deux lignes."], id="paragraphs"),
        pytest.param("V :\n\n- a\n- b\n\nFin.", ["V :\n- a\n- b", "Fin."], id="list"),
        pytest.param("V :\n- a\n- b", ["V :\n- a\n- b"], id="list without a blank line"),
        pytest.param("V :\n\n1. a\n2. b", ["V :\n1. a\n2. b"], id="ordered list"),
        pytest.param("V :\n\n3) a\n4) b", ["V :\n3) a\n4) b"], id="ordered list from 3"),
        pytest.param("V :\n\n- a\n  - b\n- c", ["V :\n- a\n  - b\n- c"], id="nested list"),
        pytest.param("V :\n\n1. a\n   - b", ["V :\n1. a\n  - b"], id="list in an ordered list"),
        pytest.param("V :\n\n- a\n\n  suite\n\n- b", ["V :\n- a\n  suite\n- b"], id="loose items"),
        pytest.param("V :\n\n- seul", ["V :\n- seul"], id="list of one item"),
        pytest.param("V :\n\n-\n- a", ["V :\n- a"], id="empty item"),
        pytest.param("## T\n\n- a\n- b", ["- a\n- b"], id="list after a heading"),
        pytest.param("V :\n\n- a\n\nW :\n\n- b", ["V :\n- a", "W :\n- b"], id="two lists"),
        pytest.param("> q\n>\n> – Moi", ["q\n– Moi"], id="attribution inside"),
        pytest.param("> q\n\n— Moi", ["q\n— Moi"], id="attribution after"),
        pytest.param("> q\n\n- Moi", ["q\n- Moi"], id="attribution behind a hyphen"),
        pytest.param("> q\n> – Moi", ["q\n– Moi"], id="attribution without a blank line"),
        pytest.param("> q\n> r\n> – Moi", ["q r\n– Moi"], id="attribution after two lines"),
        pytest.param(
            "> q\n>\n> – Moi\n\n– Quoi ?", ["q\n– Moi", "– Quoi ?"], id="dialogue after a quotation"
        ),
        pytest.param("– Quoi ?\n\n– Rien.", ["– Quoi ?", "– Rien."], id="dialogue"),
        pytest.param("> a\n> b\n>\n> c", ["a b\nc"], id="quotation of two paragraphs"),
        pytest.param("> q\n\n- a\n- b", ["q", "- a\n- b"], id="list after a quotation"),
        pytest.param("A.\n\n1986. Un an.", ["A.", "1986. Un an."], id="paragraph with a year"),
        pytest.param("A :\n\n1986. Un an.", ["A :", "1986. Un an."], id="year after a colon"),
        pytest.param("1986. U.\n\n1987. D.", ["1986. U.", "1987. D."], id="paragraphs with years"),
        pytest.param("D :\n\n1986. U\n1987. D", ["D :\n1986. U\n1987. D"], id="list of years"),
        pytest.param("[lien](http://x.y 'z')", ["lien"], id="link"),
        pytest.param("a [b][c]\n\n[c]: http://x", ["a b"], id="link by reference"),
        pytest.param("![une image](a.png)", ["une image"], id="image"),
        pytest.param("**g** *i* ~~b~~ `c`", ["g i b c"], id="emphasis and code"),
        pytest.param("a<!-- b --> <b>c</b>", ["a c"], id="comment and tags in a line"),
        pytest.param("<!-- a\n\nb -->\n\nc", ["c"], id="comment"),
        pytest.param("<div>\na\n</div>\n\nb", ["b"], id="raw HTML"),
        pytest.param("|a|b|\n|-|-|\n|*1*|2|", ["a | b\n1 | 2"], id="table"),
        pytest.param("a  \nb\\\nc<br>d<br />e", ["a\nb\nc\nd\ne"], id="hard breaks"),
        pytest.param("a&#10;b&#x2028;c", ["a b c"], id="control characters as entities"),
        pytest.param("|a|b|\n|-|-|\n|c<br>d|e|", ["a | b\nc d | e"], id="line break in a cell"),
        pytest.param("l&rsquo;IA &amp; &lt;b&gt;", ["l’IA & <b>"], id="entities"),
        pytest.param("\\*a\\* \\# 1\\. b", ["*a* # 1. b"], id="escapes"),
        pytest.param("```py\nx = 1\n```", ["x = 1"], id="code block"),
        pytest.param("a\n\n***\n\nb", ["a", "b"], id="rule"),
        pytest.param("49\u00a0% l’« IA\u00a0»", ["49\u00a0% l’« IA\u00a0»"], id="typography"),
        pytest.param("a\n\n&nbsp;\n\nb", ["a", "b"], id="paragraph of a no-break space"),
        pytest.param("a\r\nb\r\n\r\nc\rd", ["a b", "c d"], id="line ends of other systems"),
        pytest.param("a\x1b[31m b\u2028c\x00", ["a[31m b c"], id="control characters"),
    ],
)
def test_a_passage_is(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


@pytest.mark.parametrize(
    ("source", "title", "sections"),
    [
        pytest.param("a", "a", [()], id="no heading"),
        pytest.param("# T\n\na", "T", [()], id="the title alone"),
        pytest.param("T\n=\n\na\n\nU\n-\n\nb", "T", [(), ("U",)], id="setext headings"),
        pytest.param("---\ntitle: T\n---\n# T\n\na", "T", [()], id="the title said twice"),
        pytest.param(
            '---\ntitle: "T :"\n---\n# T\u00a0:\n\na', "T :", [()], id="said twice, other spaces"
        ),
        pytest.param("---\ntitle: T\n---\n# U\n\na", "T", [("U",)], id="another first heading"),
        pytest.param("## *Un* `x` [l](y)\n\na", "a", [("Un x l",)], id="marks in a heading"),
        pytest.param("a  \nb\n===\n\nc", "a b", [()], id="heading of two lines"),
        pytest.param("#\n\na", "a", [()], id="empty heading"),
        pytest.param(
            "# A\n\n## B\n\n#### D\n\na\n\n### C\n\nb\n\n## E\n\nc\n\n# F\n\nd",
            "A",
            [("B", "D"), ("B", "C"), ("E",), ("F",)],
            id="all levels",
        ),
    ],
)
def test_the_title_and_the_sections_are(
    source: str, title: str, sections: list[tuple[str, ...]]
) -> None:
    read, own = parse(source, article_id="a")

    assert (read.title, [passage.section for passage in own]) == (title, sections)


def test_headings_are_part_of_the_prose() -> None:
    assert article("## T\n\na").prose == "T\n\na"


def test_the_front_matter_describes_the_article() -> None:
    read = article(
        with_front_matter(
            'title: "Meta : un"',
            "site: S",
            "published: 2025-06-26",
            "url: https://e.fr/é",
            "x: [1]",
        )
    )

    assert (read.id, read.title, read.site, read.lang) == ("a", "Meta : un", "S", "fr")
    assert (read.published, read.url) == (date(2025, 6, 26), "https://e.fr/%C3%A9")


@pytest.mark.parametrize(
    ("line", "field", "expected"),
    [
        ("title: 2024", "title", "2024"),
        ("title: 12:30", "title", "12:30"),
        ("title: 2025-01-01", "title", "2025-01-01"),
        ("title: ~", "title", "a"),
        ("title: '  '", "title", "a"),
        ('title: "a\\nb\\e[31m\\ud800"', "title", "a b[31m"),
        ("lang: no", "lang", "no"),
        ("url:", "url", None),
        ('url: ""', "url", None),
        ("published: 2025-06-26T23:30:00+02:00", "published", date(2025, 6, 26)),
        ("published: 2025-06-26 23:30", "published", date(2025, 6, 26)),
        ("<<: 1", "title", "a"),
    ],
)
def test_a_line_of_the_front_matter_is_read_as_it_is_written(
    line: str, field: str, expected: object
) -> None:
    assert getattr(article(with_front_matter(line)), field) == expected


def test_blank_lines_before_the_front_matter_are_forgiven() -> None:
    assert article("\n \n" + with_front_matter("title: T")).title == "T"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("title: [a", "line 2"),
        ("title: Meta: un", "line 2: mapping values"),
        ("\ttitle: a", "line 2"),
        ("title: !!python/object:os.system [x]", "python/object"),
        ("title: &a [*a]", "`title`"),
        ("title: [a]", "`title`"),
        ("published: 2025-13-45", "`published`.*2025-06-26"),
        ("published: 26 juin 2025", "`published`.*2025-06-26"),
        ("published: 2024", "`published`.*2025-06-26"),
        ("published: [a]", "`published`"),
        ("url: javascript:alert(1)", "`url`"),
        ("url: ftp://a.b", "`url`"),
        ("url: exemple.fr", "`url`"),
        ("- a", "name: value"),
        ("abc", "name: value"),
        ("? [a]\n: b", "not YAML"),
    ],
)
def test_a_broken_front_matter_is_refused_in_one_line(line: str, reason: str) -> None:
    with pytest.raises(CorpusError, match=reason) as raised:
        parse(with_front_matter(line), article_id="a")

    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("step", ["[*{0}, *{0}]", "{{<<: [*{0}, *{0}], k: v}}"])
def test_an_alias_bomb_goes_off_for_nothing(step: str) -> None:
    names = [f"n{at}" for at in range(40)]
    bomb = [f"{name}: &{name} " + step.format(above) for above, name in pairwise(names)]

    with pytest.raises(CorpusError, match="title"):
        parse(with_front_matter("n0: &n0 {k: v}", *bomb, "title: *n39"), article_id="a")


def test_a_front_matter_that_is_never_closed_is_refused() -> None:
    with pytest.raises(CorpusError, match="never closed"):
        parse("---\ntitle: a\n\nMots.", article_id="a")


@pytest.mark.parametrize("source", ["", "\n", "# T\n\n## U", "---\ntitle: T\n---\n", "![](a.png)"])
def test_a_file_without_a_paragraph_is_refused(source: str) -> None:
    with pytest.raises(CorpusError, match="no paragraph"):
        parse(source, article_id="a")


@settings(max_examples=30)
@given(st.lists(st.text(alphabet="abcé ’«»", min_size=1).filter(str.strip), min_size=1))
def test_plain_paragraphs_come_back_word_for_word(paragraphs: list[str]) -> None:
    written = [" ".join(paragraph.split()) for paragraph in paragraphs]

    assert texts("\n\n".join(written)) == written
