"""Web pages as sites build them, around the words of the shipped article."""

# ruff: noqa: E501 - pages as sites write them

from __future__ import annotations

import html
from pathlib import Path

SHIPPED = Path(__file__).parents[3] / "corpus" / "meta-scale-ai.md"
TITLE = "Meta Investit dans Scale AI : Un Tournant Majeur"


def body(*, between: str = "", cites: str = "cite") -> str:
    """The article as HTML; `between` stands after its third paragraph."""
    blocks = SHIPPED.read_text(encoding="utf-8").split("---\n", 2)[2].strip().split("\n\n")
    parts = [_block(html.escape(block, quote=False), cites) for block in blocks]
    return "\n".join([*parts[:4], between, *parts[4:]])


def _block(block: str, cites: str) -> str:
    if block.startswith("## "):
        return f"<h2>{block[3:]}</h2>"
    if block.startswith("- "):
        items = "".join(f"<li>{line[2:]}</li>" for line in block.split("\n"))
        return f"<ul>{items}</ul>"
    if block.startswith("&gt;"):
        said, signed = (line.removeprefix("&gt;").strip() for line in block.split("\n")[::2])
        return f"<blockquote><p>{said}</p><{cites}>{signed}</{cites}></blockquote>"
    return f"<p>{block.replace('Scale AI', '<strong>Scale AI</strong>', 1)}</p>"


def wordpress() -> str:
    return f"""<!DOCTYPE html><html lang="fr-FR"><head><meta charset="utf-8">
<title>{TITLE} - Innovationsfr</title>
<meta property="og:site_name" content="Innovationsfr">
<meta property="article:published_time" content="2025-06-26T08:00:00+00:00"></head>
<body class="post-template share-on newsletter-open">
<a class="skip-link" href="#content">Aller au contenu</a>
<nav><ul><li><a href="/">Accueil</a></li><li><a href="/ia">Intelligence Artificielle</a></li></ul></nav>
<div class="breadcrumbs">Accueil » Technologies et Avenirs » {TITLE}</div>
<article class="post"><header><h1 class="entry-title">{TITLE}</h1>
<div class="entry-meta"><time datetime="2025-06-26">juin 26, 2025</time> · Temps de lecture : 4 min</div>
</header><div class="entry-content">
<p>Temps de lecture : 4 minutes</p>
{body(between='<p>À lire aussi : <a href="/x">Dix start-ups françaises à suivre en 2025</a></p>')}
<p>Étiquettes : <a href="/t">abus technologie</a>, <a href="/u">Acquisition start-up</a></p>
<h3>Partager :</h3><ul><li><a href="#">Cliquez pour partager sur Facebook (ouvre dans une nouvelle fenêtre)</a></li>
<li><a href="#">Partager sur X</a></li></ul></div></article>
<div id="comments"><h3>2 commentaires sur « {TITLE} »</h3><p>Très bon article, merci beaucoup pour ces
explications claires et précises, je le partage tout de suite avec mes collègues.</p>
<h3>Laisser un commentaire</h3><form><p>Votre adresse e-mail ne sera pas publiée.</p></form></div>
<aside><h2>Articles récents</h2><ul><li><a href="/1">Apple change de cap</a></li></ul></aside>
<footer>© 2025 Innovationsfr. Tous droits réservés.</footer></body></html>"""


def next_js() -> str:
    return f"""<!DOCTYPE html><html lang="fr"><head><title>{TITLE} | Innovationsfr</title>
<meta property="og:title" content="{TITLE}"/><meta property="og:site_name" content="Innovationsfr"/>
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"{TITLE}","datePublished":"2025-06-26T09:00:00Z"}}</script></head>
<body><div id="__next"><div class="cookie-banner"><p>Nous utilisons des cookies pour améliorer votre
expérience.</p><button>Tout accepter</button></div>
<header><div>Menu</div></header><main><div class="css-1x"><h1>{TITLE}</h1>
<p>26 juin 2025 · 4 min de lecture</p>
<div class="css-2y">{body(cites="footer", between="<p>Abonnez-vous à notre newsletter pour recevoir les articles de la semaine</p>")}
</div><div class="share-buttons"><button>Partager</button><button>Copier le lien</button></div>
<h3>Vous aimerez aussi</h3><div><a href="/a">Apple change de cap</a><a href="/b">Amazon et l’IA</a></div>
</div></main><footer><p>Mentions légales</p></footer></div>
<script id="__NEXT_DATA__" type="application/json">{{"props":{{"text":"Rien d’autre."}}}}</script></body></html>"""


def bare() -> str:
    return f"""<html lang=fr><head><title>{TITLE}</title>
<meta name="date" content="2025-06-26"><meta property="og:site_name" content="Innovationsfr"></head>
<body><h1>{TITLE}</h1>{body()}
<p>Partager sur Facebook Partager sur Twitter</p><p>Lire aussi : Apple change de cap</p></body></html>"""


PAGES = {"WordPress": wordpress(), "Next.js": next_js(), "no class at all": bare()}
