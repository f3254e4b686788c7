"""/article, /passage, /summary, /help and /privacy, and leafing through an article."""

from __future__ import annotations

import asyncio
import time

from bot.articles.article import Article, Corpus
from bot.chat.contents import key_of
from bot.retrieval.librarian import Librarian
from tests.chat.playing import LIGHTHOUSE, corpus_of, labels_of, played, shown
from tests.discord_messages import components_in
from tests.discord_server import DiscordServer, Payload, button_labelled, text_of

HARBOUR = corpus_of("port", "Le port de Brézal", Quais=["Les quais furent bâtis en 1820."])
BOTH = Corpus((*LIGHTHOUSE.articles, *HARBOUR.articles), (*LIGHTHOUSE.passages, *HARBOUR.passages))
KEY = key_of(LIGHTHOUSE.articles[0])


def menu_on(card: Payload) -> Payload:
    return next(c for _, c in components_in(card["components"]) if c["type"] == 3)


@played(corpus=LIGHTHOUSE)
async def test_the_only_article_shows_its_contents_in_private(server: DiscordServer) -> None:
    opened = await server.slash("article")

    assert opened.is_ephemeral
    assert "**Le phare de Kermadec**" in shown(opened)
    assert "- Histoire · 2 passages\n- Gardiens · 2 passages" in shown(opened)
    assert menu_on(opened.message or {})["custom_id"] == f"sections:{KEY}"


@played(corpus=LIGHTHOUSE)
async def test_a_section_is_opened_and_read_passage_by_passage(server: DiscordServer) -> None:
    opened = await server.slash("article")
    card = opened.message or {}

    chosen = await server.select(card, f"sections:{KEY}", ["3"])
    assert chosen.response_type == 7
    assert text_of(card).startswith("> Trois gardiens")

    await server.press(card, button_labelled(card, "▶"))
    assert text_of(card).startswith("> Le dernier gardien")
    await server.press(card, button_labelled(card, "◀"))
    assert text_of(card).startswith("> Trois gardiens")
    await server.press(card, button_labelled(card, "Sommaire"))
    assert "- Gardiens · 2 passages" in text_of(card)


@played(corpus=BOTH)
async def test_of_several_articles_one_is_chosen_from_a_menu(server: DiscordServer) -> None:
    asked = await server.slash("article", locale="en-US")
    card = asked.message or {}
    assert "I have 2 articles." in text_of(card)

    await server.select(card, "articles:", [key_of(HARBOUR.articles[0])], locale="en-US")

    assert "**Le port de Brézal**" in text_of(card)


@played(corpus=BOTH)
async def test_titles_complete_without_accents_and_despite_an_error(server: DiscordServer) -> None:
    for typed in ("brezal", "Brezla", "kermadce", ""):
        found = await server.autocomplete("article", "title", typed)
        names = [choice["name"] for choice in found.choices]
        expected = "Le port de Brézal" if typed.lower().startswith("b") else "Le phare de Kermadec"
        assert names[0] == expected

    opened = await server.slash("article", {"title": key_of(HARBOUR.articles[0])})
    assert "**Le port de Brézal**" in shown(opened)
    typed_out = await server.slash("article", {"title": "port brezal"})
    assert "**Le port de Brézal**" in shown(typed_out)


class SlowTitles(Librarian):
    """Takes longer than a completion may, to find titles."""

    def titles(self, typed: str, *, limit: int = 25) -> list[Article]:
        if typed == "brezal":
            time.sleep(2.2)
        return super().titles(typed, limit=limit)


@played(SlowTitles, corpus=BOTH)
async def test_titles_that_take_too_long_are_not_waited_for(server: DiscordServer) -> None:
    slow = asyncio.create_task(server.autocomplete("article", "title", "brezal"))
    quick = await server.autocomplete("passage", "title", "kermadec", {"number": 1})

    assert [choice["name"] for choice in quick.choices] == ["Le phare de Kermadec"]
    assert (await slow).choices == []


@played(corpus=BOTH)
async def test_an_article_that_is_not_there_is_told_kindly(server: DiscordServer) -> None:
    opened = await server.slash("article", {"title": "zblorg"})
    quoted = await server.slash("passage", {"number": 1, "title": "zblorg"})

    assert shown(opened).startswith("Je n’ai pas cet article.")
    assert shown(quoted).startswith("Je n’ai pas cet article.")


@played(corpus=BOTH)
async def test_of_several_articles_a_passage_needs_the_title(server: DiscordServer) -> None:
    french = await server.slash("passage", {"number": 1})
    english = await server.slash("passage", {"number": 1}, locale="en-US")

    assert shown(french) == "J’ai 2 articles\u00a0: indiquez aussi le titre."
    assert shown(english) == "I have 2 articles: please give the title too."
    assert french.is_ephemeral


@played(corpus=LIGHTHOUSE)
async def test_a_passage_is_quoted_by_its_number_for_everybody(server: DiscordServer) -> None:
    quoted = await server.slash("passage", {"number": 4})

    assert shown(quoted).startswith("> Le dernier gardien, Alan Quéméner")
    assert quoted.message in server.messages
    assert labels_of(quoted.message or {}) == ["Contexte", "Supprimer"]


@played(corpus=BOTH)
async def test_a_passage_of_one_of_several_articles_is_quoted(server: DiscordServer) -> None:
    quoted = await server.slash("passage", {"number": 1, "title": "brézal"})

    assert shown(quoted).startswith("> Les quais furent bâtis en 1820.")


@played(corpus=LIGHTHOUSE)
async def test_a_number_that_no_passage_has_is_told_in_private(server: DiscordServer) -> None:
    quoted = await server.slash("passage", {"number": 5})

    assert shown(quoted) == "Il n’y a pas de passage 5\u00a0: l’article en compte 4."
    assert quoted.is_ephemeral


@played(corpus=LIGHTHOUSE)
async def test_a_card_of_an_article_that_is_gone_is_told_kindly(server: DiscordServer) -> None:
    card = (await server.slash("article")).message or {}
    menu = menu_on(card)
    for custom_id, value in ((f"sections:{'0' * 12}", "1"), (f"sections:{KEY}", "99")):
        menu["custom_id"] = custom_id

        chosen = await server.select(card, custom_id, [value])

        assert chosen.is_ephemeral
        assert shown(chosen).startswith("Ce message ne sert plus.")


@played(corpus=LIGHTHOUSE)
async def test_the_summary_quotes_sentences_of_the_article(server: DiscordServer) -> None:
    summed = await server.slash("summary")

    assert shown(summed).startswith("**L’article en quelques phrases\u00a0:**\n> ")
    assert summed.message in server.messages
    assert labels_of(summed.message or {}) == ["Supprimer"]


@played(corpus=BOTH)
async def test_the_summary_of_several_articles_is_a_sentence_of_each(server: DiscordServer) -> None:
    summed = await server.slash("summary", locale="en-US")

    assert "**One sentence from each article:**" in shown(summed)
    assert "> Les quais furent bâtis en 1820.\n-# Le port de Brézal" in shown(summed)


@played(corpus=LIGHTHOUSE)
async def test_the_help_is_in_the_reader_s_language_and_private(server: DiscordServer) -> None:
    french = await server.slash("help")
    english = await server.slash("help", locale="en-GB")

    assert french.is_ephemeral
    assert "elle disparaît aussi quand vous supprimez votre message" in shown(french)
    for command in ("/demander", "/chercher", "/article", "/passage", "/résumé"):
        assert command in shown(french)
    for command in ("/ask", "/search", "/article", "/passage", "/summary"):
        assert command in shown(english)


@played(corpus=LIGHTHOUSE)
async def test_privacy_says_that_nothing_else_is_read(server: DiscordServer) -> None:
    french = await server.slash("privacy")
    english = await server.slash("privacy", locale="en-GB")

    assert french.is_ephemeral
    assert "- Rien d’autre." in shown(french)
    assert "- Nothing else." in shown(english)


@played(corpus=LIGHTHOUSE, channels=lambda server: [server.channel])
async def test_privacy_names_the_channels_where_every_message_is_read(
    server: DiscordServer,
) -> None:
    said = await server.slash("privacy")

    assert f"Tous les messages de <#{server.channel['id']}>" in shown(said)


@played(corpus=LIGHTHOUSE)
async def test_every_command_bears_both_names_and_both_descriptions(server: DiscordServer) -> None:
    named = {command["name"]: command for command in server.commands}

    french = {name: (c["name_localizations"] or {}).get("fr") for name, c in named.items()}
    assert french == {
        "ask": "demander",
        "search": "chercher",
        "gaps": "lacunes",
        "taught": "appris",
        "library": "bibliothèque",
        "That is not it": "Ce n’est pas ça",
        "article": "article",
        "passage": "passage",
        "summary": "résumé",
        "help": "aide",
        "privacy": "confidentialité",
        "settings": "réglages",
        "Find the answer": "Chercher la réponse",
    }
    for command in named.values():
        described = [command, *command.get("options", [])] if command["type"] == 1 else []
        for each in described:
            assert each["description_localizations"]["fr"]
            assert each["description"] != each["description_localizations"]["fr"]
    options = {
        (name, option["name"]): option["name_localizations"]["fr"]
        for name, command in named.items()
        for option in command.get("options", [])
    }
    assert options == {
        ("privacy", "erase"): "effacer",
        ("ask", "question"): "question",
        ("ask", "private"): "privé",
        ("search", "words"): "mots",
        ("article", "title"): "titre",
        ("passage", "number"): "numéro",
        ("passage", "title"): "titre",
        ("library", "list"): "liste",
        ("library", "add"): "ajouter",
        ("library", "remove"): "retirer",
        ("library", "reload"): "recharger",
        ("taught", "list"): "liste",
        ("taught", "remove"): "retirer",
    }
