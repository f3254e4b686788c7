"""From files and pages to articles: the article's words, all of them, and nothing else."""

# ruff: noqa: E501 - pages and lines as sites write them

from __future__ import annotations

import io
import logging
import re
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pypdf
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.articles.folder import MAX_ARTICLE_BYTES, read_corpus
from bot.articles.imports.apart import Apart, read_page
from bot.articles.imports.importing import Imported, imported
from bot.articles.imports.plain_page import page_from_text
from bot.articles.imports.refusing import ImportRefused, Refusal
from bot.articles.imports.trimming import without_boilerplate
from bot.articles.markdown import parse
from tests.articles.imports.web_pages import PAGES, SHIPPED

ROOT = Path(__file__).parents[3]
PAGE = ROOT.parent / "shared" / "article" / "meta-scale-ai-page.txt"
LIGHTHOUSE = "Yves Le Goff construisit le phare de Kermadec, sur un rocher que les vents battent. "
SYNTAX = (
    "# 1 ligne|## Deux|- trois|+ trois|* trois|1. quatre|1986. Une année|12) douze|> cinq|*six* et **sept**"
    "|_huit_ et __neuf__|[dix](onze)|[douze]: treize|![image](a)|<b>gras</b>|<!-- note -->|<a@b.org>"
    "|`code` et ``code``|~~rayé~~|a | b|| a | b ||---|===|***|&amp; &eacute; &#65;|C:\\*dossier\\|fin \\"
    "|#hashtag|1.5 litre|:-- droite|--- tirets ---|snake_case_name|a*b*c|+33 1 23|\\# barre|~~~ trait|=== égal"
)


def here(content: bytes | str, name: str = "essai.txt", **told: str) -> Imported:
    """Import in this process, which is quicker; what is hostile is read apart."""
    content = content.encode() if isinstance(content, str) else content
    return imported(content, name=name, read_page=read_page, **told)


def refusal(content: bytes | str, name: str = "essai.txt", **told: str) -> Refusal:
    with pytest.raises(ImportRefused) as refused:
        here(content, name, **told)
    assert str(refused.value)
    return refused.value.kind


def words(text: str) -> list[str]:
    # A line of underscores is a rule.
    return re.findall(r"_*[^\W_]\w*", text)


def pdf(lines: list[str], *, leaves: int = 1, **told: str) -> bytes:
    """A PDF of these lines of Latin-1, written by hand: one text a line."""
    shown = "".join("({}) Tj T*\n".format(re.sub(r"([()\\])", r"\\\1", line)) for line in lines)
    stream = zlib.compress(f"BT /F1 12 Tf 14 TL 72 720 Td\n{shown}ET".encode("cp1252"))
    return raw_pdf(stream, leaves)


def raw_pdf(stream: bytes, leaves: int = 1) -> bytes:
    kids = " ".join(f"{5 + at} 0 R" for at in range(leaves))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {leaves} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(stream), stream),
        *[
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        ]
        * leaves,
    ]
    file = io.BytesIO(b"%PDF-1.4\n")
    file.seek(0, io.SEEK_END)
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%b\nendobj\n" % (number, each))
    start = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.writelines(b"%010d 00000 n \n" % place for place in places)
    file.write(b"trailer << /Size %d /Root 1 0 R >>\n" % (len(objects) + 1))
    file.write(b"startxref\n%d\n%%%%EOF" % start)
    return file.getvalue()


@pytest.mark.skipif(not PAGE.is_file(), reason="the page as it was copied is not here")
def test_the_shipped_article_s_page_as_text_gives_exactly_the_shipped_article() -> None:
    found = here(PAGE.read_bytes(), PAGE.name)

    assert found.name == "meta-scale-ai-page"
    assert found.markdown == SHIPPED.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_a_web_page_of_the_shipped_article_gives_exactly_the_shipped_article(page: str) -> None:
    found = here(page, "index.html")

    assert found.name == "meta-investit-dans-scale-ai-un-tournant-majeur"
    assert found.markdown == SHIPPED.read_text(encoding="utf-8")


@pytest.mark.unmeasured
def test_what_is_read_apart_is_what_is_read_here() -> None:
    page = PAGES["WordPress"]
    with Apart() as reader:
        twice = [imported(page.encode(), name="a.html", read_page=reader.read) for _ in range(2)]

    assert twice == [here(page, "a.html")] * 2


NO_PART = (
    "Partager|Partager :|Partager sur Facebook|Partager sur Facebook Partager sur Twitter LinkedIn|Share this"
    "|Facebook Twitter LinkedIn|Laisser un commentaire|Ajouter Un Commentaire|3 commentaires|Leave a Reply"
    "|À lire aussi : Dix start-ups à suivre|Lire aussi|Voir aussi : le port|Tags : mer, phare, Bretagne"
    "|Étiquettes : mer, phare|Mots-clés : mer|Catégories : Histoire|Classé dans Histoire|Temps de lecture : 4 min"
    "|Temps de lecture estimé : 4 min|5 min de lecture|3 min read|Accueil > Histoire > Phares|Accueil › Le phare"
    "|Vous êtes ici : Accueil|Nous utilisons des cookies pour améliorer votre expérience de navigation."
    "|Tout accepter|Gérer mes préférences|Abonnez-vous à notre newsletter|S’abonner|Votre adresse e-mail"
    "|Inscrivez-vous à notre newsletter pour ne rien manquer|Subscribe to our newsletter|© 2025 Le Journal"
    "|Tous droits réservés|Mentions légales|Rechercher|Aller au contenu|Publicité|Article suivant"
    "|Il vous reste 12 % de cet article à lire.|La suite est réservée aux abonnés.|Déjà abonné ? Connectez-vous"
    "|Subscribe to continue reading|Veuillez activer JavaScript pour lire cette page."
    "|Suivez-nous sur Instagram|En savoir plus|Copier le lien|Imprimer"
).split("|")
OWN = (
    "Partager un phare à deux familles n’allait pas de soi, et chacune gardait sa porte."
    "|Il faut partager sur Facebook moins que sur la place du village, disait le gardien."
    "|Les commentaires des visiteurs remplissaient trois carnets."
    "|Nous utilisons des cordes pour monter le fioul."
    "|Le temps de lecture de l’horloge était compté : quatre minutes par veille."
    "|Accueil des visiteurs : tous les jours."
    "|La newsletter du port paraît chaque mois."
    "|Rechercher un naufragé prenait des heures."
    "|À lire aussi les lettres du gardien, on comprend sa solitude."
    "|Trois commentaires furent gravés dans la pierre."
    "|Pour lire la suite de la lettre, il fallut attendre le bateau."
    "|La suite du récit est réservée aux gens patients."
    "|Il vous reste un tiers du phare à monter."
    "|Facebook a acheté WhatsApp en 2014."
    "|Tags et graffitis couvraient le mur."
    "|Classé dans les monuments historiques, le phare fut sauvé."
    "|Copyright et droit d’auteur ne sont pas la même chose."
    "|Voir aussi loin que du phare, nul ne le pouvait."
    "|Menu de la veille : du lard, du pain et du café."
    "|Recherche menée par trois historiens de Brest."
).split("|")


@pytest.mark.unmeasured
@pytest.mark.parametrize("line", NO_PART)
def test_a_line_around_an_article_is_no_part_of_it(line: str) -> None:
    found = here(f"Le phare\n\n{LIGHTHOUSE * 7}\n\n{line}\n\n{LIGHTHOUSE * 2}\n\n{line}")

    assert [passage.text for passage in found.passages] == [
        (LIGHTHOUSE * 7).strip(),
        (LIGHTHOUSE * 2).strip(),
    ][: 1 if "omment" in line or "Reply" in line else 2]


@pytest.mark.parametrize("line", OWN)
def test_a_sentence_that_speaks_of_such_things_stays(line: str) -> None:
    found = here(f"Le phare\n\n{LIGHTHOUSE * 3}\n\n{line}\n\n{LIGHTHOUSE * 2}")

    assert [passage.text for passage in found.passages][1] == line


def test_a_heading_with_sentences_below_it_stays() -> None:
    found = here(f"Le phare\n\n{LIGHTHOUSE * 3}\n\nNewsletter\n\n{LIGHTHOUSE * 2}")

    assert found.passages[1].section == ("Newsletter",)


def test_what_stands_above_a_copied_article_tells_of_it() -> None:
    top = "Menu\nContact\n\nLe phare\n\nPublié le 1er mars 2024\nPar Anne Le Bihan\nLe phare | Journal\n\n"

    article = here(f"{top}{LIGHTHOUSE * 2}\n").article

    assert (article.site, str(article.published)) == ("Journal", "2024-03-01")


def test_lists_quotations_and_broken_lines_are_seen_in_plain_text() -> None:
    text = (
        f"Le phare\n========\n\n{LIGHTHOUSE}\nIl dure\nencore :\n\n• un\n• deux\n  et demi\n\n"
        "La mer est grande.\n– Anne Le Bihan\n\nIls parlaient.\n\n— Bonjour, dit-il.\n\n— Bonsoir.\n"
    )

    markdown = here(text).markdown

    assert "\n- un\n- deux et demi\n" in markdown
    assert "\n> La mer est grande.\n>\n> – Anne Le Bihan\n" in markdown
    assert "\nIls parlaient.\n\n— Bonjour, dit-il.\n\n— Bonsoir.\n" in markdown


@pytest.mark.unmeasured
@pytest.mark.parametrize("line", SYNTAX.split("|"))
@pytest.mark.parametrize("form", ["txt", "html", "pdf"])
def test_what_looks_like_markdown_stays_what_it_is(form: str, line: str) -> None:
    if not words(line):
        return
    found = here(written([LIGHTHOUSE * 2, line, LIGHTHOUSE], form), f"essai.{form}")

    assert " ".join(words(line)) in " ".join(words(found.article.prose))


def written(lines: list[str], form: str) -> bytes:
    if form == "pdf":
        return pdf(lines)
    if form == "txt":
        return "\n\n".join(lines).encode()
    escaped = (line.replace("&", "&amp;").replace("<", "&lt;") for line in lines)
    paragraphs = "".join(f"<p>{line}</p>" for line in escaped)
    return f"<html><body><article>{paragraphs}</article></body></html>".encode()


LINES = st.text(st.sampled_from("abé1290 #*_-+.)>[]()<!/&;`~|=\\:'\"’—\t"), min_size=1, max_size=30)


@given(st.lists(LINES, min_size=1, max_size=8))
def test_no_word_of_a_plain_text_is_lost_to_a_mark(lines: list[str]) -> None:
    text = f"{LIGHTHOUSE}\n\n" + "\n".join(lines)
    assume(all(without_boilerplate([piece]) for piece in page_from_text(text).pieces))

    assert words(here(text).article.prose) == words(text)


@given(st.binary(max_size=300), st.sampled_from(["a.md", "a.txt", "a.html", "a.pdf", "a.bin", ""]))
@settings(max_examples=150)
def test_whatever_is_imported_is_refused_in_words_or_reads_back(content: bytes, name: str) -> None:
    reads_back(content, name)


@given(
    st.lists(st.one_of(LINES, st.text(max_size=20)), max_size=12).map("\n".join),
    st.sampled_from(["a.md", "a.txt", "a.html"]),
)
@settings(max_examples=150)
def test_whatever_text_is_imported_is_refused_in_words_or_reads_back(text: str, name: str) -> None:
    reads_back(text.encode(), name)


def reads_back(content: bytes, name: str) -> None:
    try:
        found = here(content, name)
    except ImportRefused as error:
        assert str(error)  # noqa: PT017 - the law holds of what is refused, too
        return

    again = found.markdown.encode().decode("utf-8-sig")
    assert parse(again, article_id=found.name) == (found.article, found.passages)
    assert re.fullmatch(r"[a-z0-9-]{1,80}", found.name)


def test_what_is_written_is_read_back_from_a_folder(tmp_path: Path) -> None:
    found = here(f"Le phare\n\n{LIGHTHOUSE}\n\n# 1\n", "Le Phare d’Ouessant.txt")
    (tmp_path / f"{found.name}.md").write_text(found.markdown, encoding="utf-8")

    corpus = read_corpus(tmp_path)

    assert found.name == "le-phare-d-ouessant"
    assert (corpus.articles, corpus.passages) == ((found.article,), found.passages)


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("Été à la mer.txt", "ete-a-la-mer"),
        ("../../etc/passwd.txt", "passwd"),
        ("con.txt", "le-phare"),
        ("index.html.txt", "index-html"),
        ("12.txt", "le-phare"),
        (".txt", "txt"),
        ("日本.txt", "ri-ben"),
        ("a" * 300 + ".txt", "a" * 80),
    ],
)
def test_a_name_is_safe_on_every_system(name: str, stem: str) -> None:
    assert here(f"Le phare\n\n{LIGHTHOUSE}", name, media_type="text/plain").name == stem


def test_a_page_without_a_name_is_called_by_its_title() -> None:
    found = here(f"<h1>Le phare</h1><p>{LIGHTHOUSE}</p>", "", media_type="text/html")

    assert found.name == "le-phare"


def test_markdown_stays_as_it_is_written() -> None:
    source = f'---\ntitle: "Le phare"\nkey: mine\n---\n\n*{LIGHTHOUSE.strip()}*\n'

    assert here(source, "phare.md").markdown == source


def test_markdown_without_a_front_matter_gets_one() -> None:
    found = here(f"# Le phare\n\n{LIGHTHOUSE}\n", "p.md", url="https://example.org/p")

    assert found.markdown.startswith(
        '---\ntitle: "Le phare"\nlang: fr\nurl: https://example.org/p\n---\n\n# Le phare\n'
    )
    assert found.article.title == "Le phare"
    assert len(found.passages) == 1


def test_what_a_page_tells_of_itself_is_kept() -> None:
    page = (
        '<html lang="en-GB"><head><title>The lighthouse | The Journal</title>'
        '<meta property="og:site_name" content="The Journal"><meta name="author" content="Anne Le Bihan">'
        '<meta property="article:published_time" content="2024-03-01T10:00:00Z">'
        '<link rel="canonical" href="https://example.org/lighthouse"></head>'
        f"<body><h1>The lighthouse</h1><p>{LIGHTHOUSE * 3}</p></body></html>"
    )

    article = here(page, "x.html", url="https://www.example.org/lighthouse?from=mail").article

    assert (article.title, article.site, article.lang) == ("The lighthouse", "The Journal", "en")
    assert (article.author, str(article.published)) == ("Anne Le Bihan", "2024-03-01")
    assert article.url == "https://example.org/lighthouse"


def test_a_page_does_not_say_that_it_is_another_site_s() -> None:
    page = (
        f'<head><link rel="canonical" href="https://bank.example/"></head><p>{LIGHTHOUSE * 3}</p>'
    )

    assert here(page, "a.html", url="https://example.org/a").article.url == "https://example.org/a"


@pytest.mark.parametrize(
    ("encoding", "media_type"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", None),
        ("cp1252", None),
        ("mac-roman", None),
        ("iso8859-15", "text/plain; charset=ISO-8859-15"),
        ("utf-16-le", "text/plain; charset=utf-16le"),
        ("utf-8", "text/plain; charset=latin-1-or-so"),
    ],
)
def test_a_text_is_read_in_the_encoding_that_it_has(encoding: str, media_type: str | None) -> None:
    text = (
        "Noël\n\nL'été dernier, à la mer, où les élèves étaient déjà prêts, ça s'est bien passé là."
    )

    found = imported(text.encode(encoding), name="a.txt", media_type=media_type)

    assert (found.article.title, found.passages[0].text) == tuple(text.split("\n\n"))


def test_a_web_page_is_read_in_the_encoding_that_it_names() -> None:
    page = f'<meta charset="windows-1252"><h1>Été</h1><p>Noël à l’été. {LIGHTHOUSE}</p>'

    assert here(page.encode("cp1252"), "a.html").passages[0].text.startswith("Noël à l’été.")


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        pytest.param(b"", "a.txt", Refusal.EMPTY, id="empty"),
        pytest.param(b" \n\t", "a.md", Refusal.EMPTY, id="blank"),
        pytest.param(b"mots", "a.docx", Refusal.UNKNOWN_FORM, id="another form"),
        pytest.param(b"mots\0mots", "a.txt", Refusal.NOT_TEXT, id="a NUL"),
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a.txt", Refusal.NOT_TEXT, id="a picture"),
        pytest.param(bytes(range(1, 256)) * 9, "a.html", Refusal.NOT_TEXT, id="bytes"),
        pytest.param(b"mots", "a.pdf", Refusal.DAMAGED, id="a PDF that is none"),
        pytest.param(b"%PDF-1.7\nmots", "a.pdf", Refusal.DAMAGED, id="a broken PDF"),
        pytest.param(b"%PDF-1.7\nmots", "a.txt", Refusal.DAMAGED, id="a PDF that is called text"),
        pytest.param(b"<p></p>", "a.html", Refusal.NO_ARTICLE, id="an empty page"),
        pytest.param(b"---\ntitle: [\n---\nmots", "a.md", Refusal.NO_ARTICLE, id="broken YAML"),
        pytest.param(b"# T", "a.md", Refusal.NO_ARTICLE, id="a heading alone"),
        pytest.param(b"* " * 400_000, "a.md", Refusal.NO_ARTICLE, id="marks"),
        pytest.param(b"a" * (MAX_ARTICLE_BYTES + 1), "a.txt", Refusal.TOO_LARGE, id="large"),
        pytest.param(b"a" * 10_000_001, "a.html", Refusal.TOO_LARGE, id="a large page"),
    ],
)
def test_what_cannot_become_an_article_is_refused(content: bytes, name: str, kind: Refusal) -> None:
    assert refusal(content, name) is kind


def test_a_pdf_becomes_paragraphs_without_what_is_on_every_leaf() -> None:
    first = "Le phare de Kermadec fut construit de 1871 à 1874 par Yves Le Goff, sur un ro-"
    lines = [
        "Journal des phares",
        "Le phare",
        first,
        "cher battu.",
        "Trois gardiens veillaient.",
        "Une nuit de mars, la lampe s’éteignit, et personne ne sut jamais pour quelle raison.",
        "Fin.",
        "4",
    ]

    found = here(pdf(lines, leaves=3), "phare.pdf")

    assert "Journal" not in found.article.prose
    assert "sur un rocher battu." in found.article.prose
    assert "Trois gardiens veillaient." in [passage.text for passage in found.passages]


def test_an_encrypted_pdf_is_refused() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf([LIGHTHOUSE])))
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)

    assert refusal(file.getvalue(), "a.pdf") is Refusal.ENCRYPTED


def test_a_pdf_of_pictures_is_refused() -> None:
    assert refusal(raw_pdf(zlib.compress(b"q Q")), "a.pdf") is Refusal.NO_ARTICLE


def test_without_the_extra_a_pdf_is_refused_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    # Python's own way to say that a module is not there.
    monkeypatch.setitem(sys.modules, "pypdf", None)

    with pytest.raises(ImportRefused, match=r"souffleur\[pdf\]") as refused:
        here(pdf([LIGHTHOUSE]), "a.pdf")

    assert refused.value.kind is Refusal.NEEDS_PDF


HOSTILE_HTML = {
    "deep": "<div>" * 100_000 + f"<p>{LIGHTHOUSE}",
    "links": "<a href=x>mot</a> " * 100_000,
    "attributes": "<p " + " ".join(f"a{at}=1" for at in range(60_000)) + ">",
}


@pytest.mark.parametrize("page", HOSTILE_HTML.values(), ids=HOSTILE_HTML)
def test_a_hostile_page_is_refused_or_read_in_time(page: str) -> None:
    with Apart(seconds=1.5) as reader:
        begun = time.monotonic()
        try:
            imported(page.encode(), name="a.html", read_page=reader.read)
        except ImportRefused as error:
            assert error.kind in {  # noqa: PT017 - one of them is read
                Refusal.TOO_SLOW,
                Refusal.NO_ARTICLE,
                Refusal.TOO_LARGE,
            }
        assert time.monotonic() - begun < 30


@pytest.mark.unmeasured
def test_a_pdf_that_is_a_bomb_is_refused_and_the_next_page_is_read() -> None:
    bomb = raw_pdf(zlib.compress(b"BT /F1 12 Tf " + b"(a) Tj " * 3_000_000 + b"ET"))
    with Apart(seconds=1.5) as reader:
        with pytest.raises(ImportRefused) as refused:
            imported(bomb, name="a.pdf", read_page=reader.read)
        after = imported(pdf([LIGHTHOUSE]), name="a.pdf", read_page=reader.read)

    assert refused.value.kind in {Refusal.TOO_SLOW, Refusal.TOO_LARGE, Refusal.DAMAGED}
    assert len(after.passages) == 1


@pytest.mark.unmeasured
def test_ask_starts_without_what_imports() -> None:
    seen = "import sys, bot.__main__, bot.articles.folder, bot.chat.terminal; print(*sys.modules)"

    loaded = subprocess.run(
        [sys.executable, "-c", seen], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()

    assert {"trafilatura", "lxml", "pypdf", "watchfiles", "aiohttp"}.isdisjoint(loaded)


def test_nothing_is_logged_by_what_reads(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "bot"):
        here(PAGES["WordPress"], "a.html")

    assert [record for record in caplog.records if record.name.startswith("bot")] == []


SAID = LIGHTHOUSE.strip()
MORE = "Trois gardiens y veillaient tour à tour, et le pain venait quand la mer le voulait bien."
# What stands in a page's article, and what its Markdown holds of it, in this order and whole.
KEPT = {
    "a heading of answers": (
        f"<h2>10 réponses sur la marée</h2><p>{SAID}</p><h2>Suite</h2><p>{SAID}</p><p>{MORE}</p>",
        ["## 10 réponses sur la marée", SAID, "## Suite", SAID, MORE],
    ),
    "headings that are a site's elsewhere": (
        (
            "<h2>Contact</h2><p>Appelez le gardien.</p><h2>Recherche</h2><ul><li>Biologie marine</li><li>Chimie</li></ul>"
            "<h2>Newsletter</h2><p>Elle a cent lecteurs.</p><h2>À propos de l’auteur</h2><p>Né en 1912.</p>"
            f"<h2>Partager</h2><p>Le repas se partage.</p><h2>Facebook</h2><p>Le port y a sa page.</p><p>{SAID}</p>"
            "<h2>Pour aller plus loin</h2><ul><li>Un livre du port</li></ul>"
        ),
        [
            "## Contact",
            "Appelez le gardien.",
            "## Recherche",
            "- Biologie marine",
            "- Chimie",
            "## Newsletter",
            "Elle a cent lecteurs.",
            "## À propos de l’auteur",
            "Né en 1912.",
            "## Partager",
            "Le repas se partage.",
            "## Facebook",
            "Le port y a sa page.",
            SAID,
            "## Pour aller plus loin",
            "- Un livre du port",
        ],
    ),
    "a subject in a heading": (
        f"<h2>Sujets : la mer et le vent</h2><p>{SAID}</p>",
        ["## Sujets : la mer et le vent", SAID],
    ),
    "a dash behind the first word": (
        f"<p>Accueil – un film sur le port</p><p>{SAID}</p>",
        ["Accueil – un film sur le port", SAID],
    ),
    "a list of buttons": (
        f"<p>Procédez ainsi :</p><ol><li>Se connecter</li><li>Rechercher</li><li>Fermer</li></ol><p>{SAID}</p>",
        ["Procédez ainsi :", "1. Se connecter", "2. Rechercher", "3. Fermer", SAID],
    ),
    "a list of sites": (
        f"<p>Le port écrit sur :</p><ul><li>Facebook</li><li>Instagram</li></ul><p>{SAID}</p>",
        ["Le port écrit sur :", "- Facebook", "- Instagram", SAID],
    ),
    "what is read also in between": (
        f"<h3>À lire aussi</h3><ul><li>Dix phares</li></ul><p>{SAID}</p>",
        [SAID],
    ),
    "inner lists": (
        (
            "<ul><li>Un<ul><li>Un a<ol><li>profond</li></ol></li></ul><p>encore un</p><ul><li>Un b</li></ul></li><li>Deux</li></ul>"
            f"<ol><li>Trois<ul><li>Trois a</li></ul></li><li>Quatre</li></ol><p>{SAID}</p>"
        ),
        [
            "- Un",
            "  - Un a",
            "    1. profond",
            "- encore un",
            "  - Un b",
            "- Deux",
            "1. Trois",
            "   - Trois a",
            "2. Quatre",
            SAID,
        ],
    ),
    "captions": (
        (
            "<figure><img src=a.png><figcaption>Le phare en 1912.</figcaption></figure>"
            f"<table><caption>Les veilles</caption><tr><th>Jour</th><th>Heures</th></tr><tr><td>Lundi</td><td>8</td></tr></table><p>{SAID}</p>"
        ),
        [
            "Le phare en 1912.",
            "Les veilles",
            "| Jour | Heures |",
            "| --- | --- |",
            "| Lundi | 8 |",
            SAID,
        ],
    ),
    "what a press unfolds": (
        (
            '<h3><button aria-expanded="false">Ouvrir la porte</button></h3><div style="display: none"><p>Poussez la porte.</p></div>'
            f'<button aria-expanded="false">Monter la nuit</button><div style="display:none"><p>Prenez la lampe.</p></div><p>{SAID}</p>'
        ),
        [
            "### Ouvrir la porte",
            "Poussez la porte.",
            "### Monter la nuit",
            "Prenez la lampe.",
            SAID,
        ],
    ),
    "a list of links": (
        f'<h2>Bibliographie</h2><ul><li><a href="/a">Le Bihan, Lampes, 1885</a></li><li><a href="/b">Le Goff, Marées</a></li></ul><p>{SAID}</p>',
        ["## Bibliographie", "- Le Bihan, Lampes, 1885", "- Le Goff, Marées", SAID],
    ),
    "a list in a cell": (
        f"<table><tr><th>Quoi</th><th>Où</th></tr><tr><td><ul><li>fioul</li><li>pain</li></ul></td><td>Facebook</td></tr></table><p>{SAID}</p>",
        ["| Quoi | Où |", "| --- | --- |", "| • fioul • pain | Facebook |", SAID],
    ),
    "lines set by hand": (
        f"<pre>eau   1 l\nsel  30 g</pre><p>{SAID}</p>",
        ["```", "eau   1 l", "sel  30 g", "```", SAID],
    ),
    "raised numbers": (
        f'<p>La lampe<sup>1</sup> éclaire 10<sup>6</sup> m<sup>2</sup> d’eau<a href="#n2"><sup>[2]</sup></a> au XIX<sup>e</sup> siècle.</p><p>{SAID}</p>',
        ["La lampe ¹ éclaire 10⁶ m² d’eau au XIXe siècle.", SAID],
    ),
    "numbers raised twice, and a century": (
        f'<p>Il y a 10<sup><sup>6</sup></sup> lampes, dit-on, depuis le <a href="#s">XX<sup>e</sup></a> siècle.</p><p>{SAID}</p>',
        ["Il y a 10⁶ lampes, dit-on, depuis le XXe siècle.", SAID],
    ),
    "notes that lead back": (
        f'<p>{SAID}</p><ol><li><a href="#r1">↑</a> Le Bihan, Lampes, page 12</li><li><a href="#r2">↑</a> Le Goff, Marées</li></ol>',
        [SAID, "1. ↑ Le Bihan, Lampes, page 12", "2. ↑ Le Goff, Marées"],
    ),
    "an encyclopedia's marks": (
        (
            '<div id="toc"><h2>Sommaire</h2><ul><li><a href="#a">1 Histoire</a></li><li><a href="#b">2 Vie</a></li></ul></div>'
            f'<div><h2>Histoire</h2><span class="mw-editsection">[<a href="/e">modifier</a>]</span></div><p>{SAID}</p>'
        ),
        ["## Histoire", SAID],
    ),
    "text in no paragraph": (
        f"<div>{SAID}</div><div><br></div><div>Sans point<br>ni fin</div><div>Un soir <b>de mars</b>, la nuit vint.<p>{SAID}</p>Le jour vint.</div>",
        [SAID, "Sans point\\", "ni fin", "Un soir de mars, la nuit vint.", SAID, "Le jour vint."],
    ),
    "words behind marks within marks": (
        f"<ul><li><p>Il dit <b>oui <i>et</i> non</b>, puis partit.</p></li><li>Deux</li></ul><p>{SAID}</p>",
        ["- Il dit oui et non, puis partit.", "- Deux", SAID],
    ),
    "a notice of a subscription": (
        f"<p>{SAID}</p><p>Il vous reste 82 % de cet article à lire. La suite est réservée aux abonnés.</p><p>Déjà abonné ? Se connecter</p>",
        [SAID],
    ),
    "signs that are not seen": (
        f"<p>La \u202elampe\u202c du\u200b soir.</p><p>{SAID}</p>",
        ["La lampe du soir.", SAID],
    ),
}


def lines_of(page: str) -> list[str]:
    body = here(page, "a.html").markdown.split("\n---\n", 1)[1]
    return [line for line in body.split("\n") if line]


@pytest.mark.parametrize(("article", "lines"), KEPT.values(), ids=KEPT)
def test_every_word_of_a_web_article_is_kept_in_its_order(article: str, lines: list[str]) -> None:
    page = f"<html><head><title>Le phare</title></head><body><article><h1>Le phare</h1><p>{MORE}</p>{article}</article></body></html>"

    assert lines_of(page) == [MORE, *lines]


BLOCKS = "".join(
    f'<div class="row"><div class="text-block"><h2>Partie {at}</h2><p>{SAID} {at}.</p></div></div>'
    for at in range(4)
)
FRAMES = {
    "a page builder's rows": f"<div id=page><h1>Le phare</h1>{BLOCKS}</div>",
    "a menu and a foot around": f"<nav><ul><li>Accueil</li></ul></nav><div><h1>Le phare</h1><section>{BLOCKS}</section></div><footer><p>{SAID}</p></footer>",
    "a teaser that is called an article": f"<article><h2>Autre</h2><p>Venez voir la mer, un jour, avec nous.</p></article><div><h1>Le phare</h1>{BLOCKS}</div>",
    "a main part with a teaser": f'<main><article><a href="/x">Autre</a></article><div><h1>Le phare</h1>{BLOCKS}</div></main>',
    "a table": f"<table><tr><td><a href=a>Accueil</a></td><td><h1>Le phare</h1>{BLOCKS}</td></tr></table>",
    "comments longer than the article": f"<div><h1>Le phare</h1>{BLOCKS}</div><div class=comments><h3>9 commentaires</h3>{f'<p>{SAID}</p>' * 30}</div>",
}


@pytest.mark.parametrize("body", FRAMES.values(), ids=FRAMES)
def test_an_article_is_found_whole_however_its_page_is_built(body: str) -> None:
    found = lines_of(f"<html><head><title>Le phare</title></head><body>{body}</body></html>")

    assert found == [line for at in range(4) for line in (f"## Partie {at}", f"{SAID} {at}.")]


def test_the_largest_of_several_articles_is_the_page_s() -> None:
    other = f"<article><h2>Autre</h2><p>{SAID} Ailleurs.</p></article>"

    found = lines_of(
        f"<main>{other}<article><h1>Le phare</h1><p>{SAID}</p><p>{MORE}</p></article></main>"
    )

    assert found == [SAID, MORE]


def test_comments_longer_than_their_article_are_cut_off() -> None:
    comments = (
        f"3 commentaires\n\n{LIGHTHOUSE}\n\nRépondre\n\n" + f"{LIGHTHOUSE * 4}\n\nRépondre\n\n" * 3
    )

    assert len(here(f"Le phare\n\n{LIGHTHOUSE * 5}\n\n{comments}").passages) == 1


@pytest.mark.unmeasured
@pytest.mark.parametrize(
    ("heading", "shared", "title"),
    [
        ("Le phare : une nuit de veille", "Le phare", "Le phare : une nuit de veille"),
        ("Le phare", "Le phare | Journal", "Le phare"),
        ("Le phare d’Ar-Men", "La mer", "La mer"),
        ("Le pharein", "Le phare", "Le phare"),
    ],
)
def test_a_title_is_the_heading_that_says_it_whole(heading: str, shared: str, title: str) -> None:
    page = f'<head><meta property="og:title" content="{shared}"></head><h1>{heading}</h1><p>{SAID}</p><p>{SAID}</p>'

    assert here(page, "a.html").article.title == title


@pytest.mark.parametrize(
    "by", ["", "Par ", "par : ", "Propos recueillis par ", "By ", "Written by "]
)
def test_an_author_is_a_name_alone(by: str) -> None:
    page = f'<head><meta name="author" content="{by}Anne Le Bihan"></head><h1>Le phare</h1><p>{SAID}</p><p>{SAID}</p>'

    assert here(page, "a.html").article.author == "Anne Le Bihan"


@pytest.mark.parametrize(
    "body",
    [
        "<div id=root></div><noscript>Vous devez activer JavaScript pour utiliser cette application.</noscript>",
        f"<article><h1>Le phare</h1><p>{SAID}</p><p>La suite est réservée aux abonnés.</p></article>",
    ],
)
def test_a_notice_in_place_of_an_article_is_refused(body: str) -> None:
    page = f"<html><head><title>Le phare</title></head><body>{body}</body></html>"

    assert refusal(page, "a.html", url="https://example.org/a") is Refusal.NO_ARTICLE


@pytest.mark.parametrize("rule", ["---", "----", "--- ", "\n---", "-----"])
def test_markdown_keeps_the_front_matter_that_its_reader_sees(rule: str) -> None:
    source = f"{rule}\ntitle: Le phare\nauthor: Anne Le Bihan\n{rule.strip()}\n\n{LIGHTHOUSE}\n"

    article = here(source, "p.md", url="https://example.org/p").article

    assert (article.title, article.author) == ("Le phare", "Anne Le Bihan")
    assert (article.url, article.prose) == ("https://example.org/p", SAID)
